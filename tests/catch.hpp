#pragma once

// Catch2 as Debian has it: version 2 in Debian 12, version 3 in Debian 13.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
