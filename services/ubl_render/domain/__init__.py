"""Pure rules of rendering."""
