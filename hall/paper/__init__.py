"""Paper: slips, notices and notes, as PDF and for thermal printers, and the agent beside a printer."""
