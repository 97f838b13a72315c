"""What people touch, tested room by room."""
