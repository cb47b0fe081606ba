"""What is done about bounces."""
