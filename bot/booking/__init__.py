"""Assessment times: finding them, understanding a wish for one, holding and confirming one."""
