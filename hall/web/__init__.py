"""The pages people open: templates with a page's configuration, and the built browser code."""
