"""What a hall is: halls, services, bundles, windows, hours, working days and notices, as definition files say."""
