#include "lmsection/store/database.hpp"

#include "catch.hpp"

#include <set>

using lmsection::store::IdSource;

namespace {

constexpr std::int64_t now = 1795536000000;    // 2026-11-24
constexpr std::int64_t far = 4102444800000;    // 2100-01-01

}    // namespace

TEST_CASE("an id source makes unique, increasing ids") {
    for (const std::uint64_t seed : {0U, 1U, 42U, 0xffffffffU}) {
        IdSource source{now, seed};
        std::int64_t last = 0;
        for (int i = 0; i < 100000; ++i) {
            const std::int64_t id = source.next();
            REQUIRE(id > last);
            last = id;
        }
    }
}

TEST_CASE("later ids are greater, so that rows stay in creation order") {
    IdSource earlier{now, 7};
    IdSource later{now + 2, 3};
    CHECK(earlier.next() < later.next());
}

TEST_CASE("ids fit a row id until the year 2100") {
    IdSource source{far, ~std::uint64_t{0}};
    CHECK(source.next() > 0);
    CHECK(source.next() > IdSource{now, 1}.next());
}

TEST_CASE("two copies of a database that write in the same millisecond make different ids") {
    std::set<std::int64_t> ids;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        IdSource source{now, seed * 0x9e3779b9U};
        for (int i = 0; i < 10; ++i) {
            ids.insert(source.next());
        }
    }
    CHECK(ids.size() == 200);
}
