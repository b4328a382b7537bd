"""The small project that `jiaozhu new` makes: `files/` is what it begins with."""
