"""What can be found whatever the borrower complains of; asked first, and where it is found nothing else is told."""
