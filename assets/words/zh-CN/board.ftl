# The wall as it should look now, and the places where the office posts.
board-plan = 张贴图
