"""Published 自评表 of several provinces, as .xlsx or .docx, into a submission."""
