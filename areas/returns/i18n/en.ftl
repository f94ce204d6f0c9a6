# returns
