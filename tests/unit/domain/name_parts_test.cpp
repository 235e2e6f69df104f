#include "lmsection/domain/name_parts.hpp"

#include "catch.hpp"

#include <algorithm>
#include <string>
#include <vector>

using lmsection::family_name_key;
using lmsection::name_parts;

namespace {

/// The parts joined as a contact card joins them; empty if they are not known.
std::string parts_of(const std::string& name) {
    const auto parts = name_parts(name);
    return parts
               ? parts->family + ";" + parts->given + ";" + parts->additional + ";" + parts->suffix
               : "";
}

}    // namespace

TEST_CASE("a given name and a family name of one word are known") {
    CHECK(parts_of("Ana Diaz") == "Diaz;Ana;;");
    CHECK(parts_of("Łukasz Wiśnioch") == "Wiśnioch;Łukasz;;");
    CHECK(parts_of("Siobhán O'Brien-Lee") == "O'Brien-Lee;Siobhán;;");
    CHECK(parts_of("Nguyễn Thị") == "Thị;Nguyễn;;");
    CHECK(parts_of("ANA DIAZ") == "DIAZ;ANA;;");
}

TEST_CASE("initials between the names are additional names") {
    CHECK(parts_of("John Q. Public") == "Public;John;Q.;");
    CHECK(parts_of("Ann B C Lee") == "Lee;Ann;B C;");
}

TEST_CASE("particles belong to the family name") {
    CHECK(parts_of("Ana de la Cruz") == "de la Cruz;Ana;;");
    CHECK(parts_of("Vincent W. van Gogh") == "van Gogh;Vincent;W.;");
}

TEST_CASE("suffixes and degrees are not part of the family name") {
    CHECK(parts_of("Ann Lee, PhD") == "Lee;Ann;;PhD");
    CHECK(parts_of("Martin King Jr.") == "King;Martin;;Jr.");
    CHECK(parts_of("Martin King, Jr., MLIS") == "King;Martin;;Jr., MLIS");
    CHECK(parts_of("Martin King III, PhD") == "King;Martin;;III, PhD");
    CHECK(parts_of("Yo-Yo Ma") == "Ma;Yo-Yo;;");
}

TEST_CASE("the parts of a name of another form are not known") {
    for (const std::string name :
         {"Cher", "", "Mary Ann Smith", "Gabriel García Márquez", "María de los Ángeles García",
          "DIAZ Ana", "J. Smith", "Madonna C.", "Dr. Smith", "漢字 テスト", "Анна Каренина",
          "Person 7", "Ann (Annie) Lee", "van Gogh", "Semi; Colon", "Lee, Ann, Else"}) {
        CAPTURE(name);
        CHECK(parts_of(name).empty());
    }
}

TEST_CASE("people sort by family name, then by the whole name") {
    std::vector<std::string> names{"Zoe Abel", "Ana de la Cruz", "Mary Ann Smith, PhD",
                                   "Cher",     "Ärne Abel",      "Ben Østby"};
    std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
        return family_name_key(a) < family_name_key(b);
    });
    CHECK(names == std::vector<std::string>{"Ärne Abel", "Zoe Abel", "Cher", "Ana de la Cruz",
                                            "Ben Østby", "Mary Ann Smith, PhD"});
}
