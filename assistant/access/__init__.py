"""Who may use the assistant: ways to sign in, roles, and whom a proxy may speak for."""
