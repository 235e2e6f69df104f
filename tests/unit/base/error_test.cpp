#include "helpers.hpp"
#include "lmsection/base/error.hpp"

using namespace lmsection;
using namespace lmsection::test;

TEST_CASE("a fault reads as what is wrong and what to do about it") {
    CHECK(Fault{"the glass is empty", "fill it"}.text() == "the glass is empty; fill it");
    CHECK(Fault{"the glass is empty", ""}.text() == "the glass is empty");
}

TEST_CASE("an outcome has either a value or a fault") {
    const Outcome<int> value{7};
    REQUIRE(value.ok());
    CHECK(value.value() == 7);
    const Outcome<int> fault{Fault{"no number", "write one"}};
    REQUIRE_FALSE(fault.ok());
    CHECK(fault.fault() == Fault{"no number", "write one"});
    CHECK_THROWS_AS(fault.value(), std::bad_variant_access);
}

TEST_CASE("an outcome's fault becomes the error that the caller chooses") {
    const Outcome<int> fault{Fault{"no number", "write one"}};
    CHECK_THROWS_AS(or_usage(fault), UsageError);
    CHECK_THROWS_AS(or_refused(fault), RefusedError);
    CHECK_THROWS_WITH(or_usage(fault), "no number; write one");
    CHECK_THROWS_WITH(or_refused(fault), "no number; write one");
    const Outcome<int> value{7};
    CHECK(or_usage(value) == 7);
    CHECK(or_refused(value) == 7);
}

TEST_CASE("an error keeps every fault of a file and prints one per line") {
    const RefusedError error{std::vector<Fault>{{"line 2", "mend it"}, {"line 9", ""}}};
    REQUIRE(error.faults().size() == 2);
    CHECK(error.faults()[1].what == "line 9");
    CHECK(std::string{error.what()} == "line 2; mend it\nline 9");
}

TEST_CASE("the three errors can be distinguished or caught together") {
    const auto kind_of = [](const Error& error) -> std::string {
        if (dynamic_cast<const UsageError*>(&error) != nullptr) {
            return "usage";
        }
        if (dynamic_cast<const RefusedError*>(&error) != nullptr) {
            return "refused";
        }
        return dynamic_cast<const StoreError*>(&error) != nullptr ? "store" : "other";
    };
    CHECK(kind_of(UsageError{"a", "b"}) == "usage");
    CHECK(kind_of(RefusedError{"a", "b"}) == "refused");
    CHECK(kind_of(StoreError{"a", "b"}) == "store");
}
