"""What every door of the product shares: who asks, may they, is it readable, was it asked before, how it is answered."""
