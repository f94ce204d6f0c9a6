# foresight
