"""Knowledge base and answer assistant of the PASS24.online technical support."""
