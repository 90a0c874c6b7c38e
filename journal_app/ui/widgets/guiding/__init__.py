"""What an answer to a guided question may also do: name a theme, touch a goal, become a step."""
