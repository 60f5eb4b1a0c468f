"""The agent's desk: draws an answer, keeps what the agent types; holds no rules of the product.

The only room that imports streamlit. ``streamlit run`` puts this folder on the import path, so no
module here may carry the name of a standard one.
"""
