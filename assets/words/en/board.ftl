# The wall as it should look now, and the places where the office posts.
board-plan = Plan of the wall
