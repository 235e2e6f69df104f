// Records that may be of the same person.
#include "lmsection/domain/duplicate.hpp"

#include "catch.hpp"

using namespace lmsection;

namespace {

/// Why two people look alike, as text; empty if they do not.
std::string alike(const std::string& one, const std::string& other, const std::string& email = "",
                  const std::string& other_email = "") {
    std::vector<Person> people(2);
    people[0].name = one;
    people[1].name = other;
    if (!email.empty()) {
        people[0].email = EmailAddress::parse(email).value();
        people[1].email = EmailAddress::parse(other_email).value();
    }
    const auto found = likely_duplicates(people);
    REQUIRE(found.size() <= 1);
    return found.empty() ? "" : std::string{display_text(found.front().likeness)};
}

}    // namespace

TEST_CASE("two records look alike if their names are the same or nearly so") {
    CHECK(alike("Ana Diaz", "ana d\u00edaz") == "same name");
    CHECK(alike("Ana Diaz", "Diaz, Ana") == "same name");
    CHECK(alike("Ana Maria Diaz", "Ana M. Diaz") == "same name");
    CHECK(alike("Ana B. Diaz", "Ana Diaz") == "same name");
    CHECK(alike("Martin King Jr.", "Martin King") == "same name");
    CHECK(alike("A. Diaz", "Ana Diaz") == "initial");
    CHECK(alike("Jon Lee", "John Lee") == "similar spelling");
    CHECK(alike("Susan Parker", "Susan Barker") == "similar spelling");
    CHECK(alike("Liz Park", "Elizabeth Park", "lpark@one.example", "lpark@two.example") ==
          "similar address");
    CHECK(alike("Ana Diaz", "Ana Lopez").empty());
    CHECK(alike("Bo Lee", "Al Lee").empty());
    CHECK(alike("Liz Park", "Elizabeth Park").empty());
}
