Contact=HelpPage=countries=help_page=wording=None
