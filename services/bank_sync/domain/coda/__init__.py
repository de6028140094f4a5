"""How a CODA file is laid out (Febelfin, coded statement of account, version 2), and what each part says."""
