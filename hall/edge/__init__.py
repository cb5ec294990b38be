"""What every door shares: who asks, may they, is it readable, was it asked before, how it is answered."""
