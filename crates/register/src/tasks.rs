//! Tasks with an owner and a day, whatever area they come from.
