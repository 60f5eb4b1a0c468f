"""How the product grows: knowledge bases and archives of past tickets of rising size."""
