"""Assisted service (帮办代办): who asks the hall for help, who helps, and what was done, here and at home."""
