"""Everything that is true without a screen: sources, figures, places and how they meet."""
