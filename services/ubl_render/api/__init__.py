"""The HTTP routes: the rendered files, and the packages that files can be rendered for."""
