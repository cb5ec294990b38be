"""What people at windows do. Each function is one move of the state machine, in one transaction of its hall."""
