"""The report as .docx in the look of an official document (GB/T 9704-2012), on a template that an office may change."""
