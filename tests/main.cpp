// The one main of every test program; compiled once, because Catch2 is slow to compile.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
