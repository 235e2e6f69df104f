// Values as people write them in a roster: names, addresses, days and terms.
#include "helpers.hpp"

#include "lmsection/domain/list_value.hpp"

#include <fmt/format.h>

#include <array>

using namespace lmsection;
using namespace lmsection::test;

namespace {

const Date today = "2026-11-24"_day;

/// What a cell says about a term, as text: "2025-07-01 to 2027-06-30", "to 2027-06-30", "2 years".
std::string term(std::string_view cell, TermEdge edge = TermEdge::end,
                 NumberOrder order = NumberOrder::month_first) {
    const auto read = read_term(cell, today, edge, order);
    if (!read.ok()) {
        return "?";
    }
    const ListedTerm& said = read.value();
    std::string text = said.start ? iso(*said.start) + " " : "";
    text += said.end ? fmt::format("to {} ", iso(*said.end)) : "";
    text += said.years ? fmt::format("{} years ", *said.years) : "";
    text += said.no_end ? "no end " : "";
    if (!text.empty()) {
        text.pop_back();
    }
    return text;
}

/// The addresses of a cell with blanks between them; "?" if one is none.
std::string addresses(std::string_view cell) {
    const auto read = read_addresses(cell);
    std::string text = read.ok() ? "" : "?";
    for (const EmailAddress& email : read.ok() ? read.value() : std::vector<EmailAddress>{}) {
        text += (text.empty() ? "" : " ") + email.text();
    }
    return text;
}

}    // namespace

TEST_CASE("the end of a term is read in the forms that rosters have") {
    for (const char* cell : {"June 30, 2027",
                             "6/30/2027",
                             "06/30/2027",
                             "6/30/27",
                             "30-Jun-27",
                             "30-Jun-2027",
                             "30 June 2027",
                             "30.06.2027",
                             "30.6.27",
                             "2027-06-30",
                             "2027-06-30 00:00:00",
                             "2027-06-30T00:00:00",
                             "6/30/2027 0:00",
                             "6-30-2027",
                             "06-30-27",
                             "June 2027",
                             "Jun 2027",
                             "Jun. 2027",
                             "Jun-27",
                             "jun-2027",
                             "June, 2027",
                             "2027-06",
                             "06/2027",
                             "6/2027",
                             "2027",
                             "46568",
                             "46568.0",
                             "June 30 2027",
                             "June 30th, 2027",
                             "Jun 30 '27",
                             "through June 2027",
                             "Expires 6/30/2027",
                             "thru 2027",
                             "Term ends June 30, 2027",
                             "Wednesday, June 30, 2027",
                             "(1st term) 6/30/2027",
                             "2nd term, expires 6/30/2027",
                             "6/30/2027 (2nd term)",
                             "ALA Annual 2027",
                             "after Annual 2027",
                             "  June  30,  2027 "}) {
        CAPTURE(cell);
        CHECK(term(cell) == "to 2027-06-30");
    }
    CHECK(term("6/27") == "to 2027-06-30");
    CHECK(term("6/30") == "to 2027-06-30");
    CHECK(term("June 30") == "to 2027-06-30");
    CHECK(term("12/2027") == "to 2027-12-31");
}

TEST_CASE("the start of a term is read as the first day of its month or program year") {
    CHECK(term("2025", TermEdge::start) == "2025-07-01");
    CHECK(term("July 2025", TermEdge::start) == "2025-07-01");
    CHECK(term("7/1/2025", TermEdge::start) == "2025-07-01");
    CHECK(term("1-Sep-25", TermEdge::start) == "2025-09-01");
    CHECK(term("since July 2025", TermEdge::start) == "2025-07-01");
}

TEST_CASE("ranges of years and days are whole terms") {
    for (const char* cell : {"2025-2027",
                             "2025-27",
                             "2025/27",
                             "2025/2027",
                             "2025 - 2027",
                             "2025\u20132027",
                             "2025\u201427",
                             "25-27",
                             "'25-'27",
                             "2025 to 2027",
                             "2025 through 2027",
                             "7/1/2025 - 6/30/2027",
                             "7/1/2025-6/30/2027",
                             "July 2025 - June 2027",
                             "July 1, 2025 to June 30, 2027",
                             "Jul 2025\u2013Jun 2027",
                             "2025-2027 (2nd term)",
                             "Term: 2025-2027",
                             "1st term 2025-27",
                             "1st (2025-27)",
                             "2025-07-01 to 2027-06-30",
                             "2025-07-01 - 2027-06-30"}) {
        CAPTURE(cell);
        CHECK(term(cell) == "2025-07-01 to 2027-06-30");
    }
    CHECK(term("2026-27") == "2026-07-01 to 2027-06-30");
    CHECK(term("2026-28") == "2026-07-01 to 2028-06-30");
    CHECK(term("July 2025 - present") == "2025-07-01 no end");
    CHECK(term("2027-2025") == "?");
    CHECK(term("06-30") == "?");
}

TEST_CASE("lengths, missing ends and fillers of a term are read") {
    CHECK(term("2 years") == "2 years");
    CHECK(term("two-year term") == "2 years");
    CHECK(term("1 yr") == "1 years");
    for (const char* cell : {"ongoing", "Ongoing.", "(standing)", "no end", "n/a - ongoing",
                             "Ex officio", "indefinite"}) {
        CAPTURE(cell);
        CHECK(term(cell) == (std::string_view{cell} == "n/a - ongoing" ? "?" : "no end"));
    }
    for (const char* cell : {"", "n/a", "TBD", "-", "\u2014", "1st term", "(second term)", "?"}) {
        CAPTURE(cell);
        CHECK(term(cell).empty());
    }
    for (const char* cell : {"soon", "see Tom", "13/13/2027", "2027-02-30", "32 June 2027"}) {
        CAPTURE(cell);
        CHECK(term(cell) == "?");
    }
}

TEST_CASE("a term that names only its start has no end") {
    CHECK(term("since 2024") == "2024-07-01 no end");
    CHECK(term("2024 -") == "2024-07-01 no end");
    CHECK(term("2024-") == "2024-07-01 no end");
    CHECK(term("from July 2025") == "2025-07-01 no end");
    CHECK(term("from 7/1/2025 to 6/30/2027") == "2025-07-01 to 2027-06-30");
}

TEST_CASE("the order of numbers in a day is that of its column") {
    CHECK(term("1/7/2025", TermEdge::start, NumberOrder::day_first) == "2025-07-01");
    CHECK(term("1-7-2025", TermEdge::start, NumberOrder::day_first) == "2025-07-01");
    CHECK(term("1/7/2025 - 30/6/2027", TermEdge::end, NumberOrder::day_first) ==
          "2025-07-01 to 2027-06-30");
    CHECK(has_day_first("30/06/2027"));
    CHECK(has_day_first("30-06-2027"));
    CHECK(has_day_first("1/7/2025 - 30/6/2027"));
    CHECK_FALSE(has_day_first("06/30/2027"));
    CHECK_FALSE(has_day_first("30-Jun-27"));
    CHECK(has_either_order("7/1/2025"));
    CHECK_FALSE(has_either_order("6/30/2027"));
}

TEST_CASE("a cell may have several addresses, or say that there is none") {
    CHECK(addresses("a@lib.example; b@lib.example") == "a@lib.example b@lib.example");
    CHECK(addresses("a@lib.example, b@lib.example") == "a@lib.example b@lib.example");
    CHECK(addresses("a@lib.example / b@lib.example") == "a@lib.example b@lib.example");
    CHECK(addresses("a@lib.example or b@lib.example") == "a@lib.example b@lib.example");
    CHECK(addresses("a@lib.example b@lib.example") == "a@lib.example b@lib.example");
    CHECK(addresses("a@lib.example\nb@lib.example") == "a@lib.example b@lib.example");
    CHECK(addresses("a@lib.example; A@LIB.example ;") == "a@lib.example");
    CHECK(addresses("Ann Lee <a@lib.example>; \"Lee, Ann\" <b@lib.example>") ==
          "a@lib.example b@lib.example");
    CHECK(addresses("mailto:a@lib.example") == "a@lib.example");
    CHECK(addresses("a@lib.example (work), b@lib.example (home)") == "a@lib.example b@lib.example");
    for (const char* cell : {"", "n/a", "none", "-", "TBD", "no email on file"}) {
        CAPTURE(cell);
        CHECK(addresses(cell).empty());
    }
    for (const char* cell :
         {"a at lib.example", "see website", "a@lib", "a@lib.example; nowhere"}) {
        CAPTURE(cell);
        CHECK(addresses(cell) == "?");
    }
}

TEST_CASE("names in capitals are written as usual, and suffixes stay") {
    CHECK(without_capitals("SUSAN PARK") == "Susan Park");
    CHECK(without_capitals("SUSAN B. PARK") == "Susan B. Park");
    CHECK(without_capitals("Susan PARKER") == "Susan Parker");
    CHECK(without_capitals("DEBORAH O'HARA-SMITH") == "Deborah O'Hara-Smith");
    CHECK(without_capitals("IAN MCDONALD") == "Ian McDonald");
    CHECK(without_capitals("ANN LEE III") == "Ann Lee III");
    CHECK(without_capitals("ANN LEE, PHD") == "Ann Lee, PHD");
    CHECK(without_capitals("ZOË ÅKESSON") == "Zoë Åkesson");
    for (const char* name : {"JD Smith", "J.R. Diaz", "Susan Park", "ling wu", "A. B. Lee", "TJ Wu",
                             "Ann Lee III", "van der Berg"}) {
        CAPTURE(name);
        CHECK(without_capitals(name) == name);
    }
}

TEST_CASE("vacant seats are recognized, and names are not vacant") {
    for (const char* cell : {"(vacant)", "VACANT", "[Vacant]", "vacancy", "TBD", "Open",
                             "open seat", "Vacant - to be appointed", "to be filled", "Vacant seat",
                             "-- vacant --", "\u2014", "-", "???", "Recruiting", "TBA", "x"}) {
        CAPTURE(cell);
        CHECK(says_vacant(cell));
    }
    for (const char* cell : {"Vacantini, Ana", "Ana Diaz", "Openshaw", "Ben Open", ""}) {
        CAPTURE(cell);
        CHECK_FALSE(says_vacant(cell));
    }
}

TEST_CASE("a cell that looks like a person is distinguished from a remark") {
    for (const char* cell : {"Ana Diaz", "Jean-Luc van Damme", "Susan B. Park", "Zoë Åkesson"}) {
        CAPTURE(cell);
        CHECK(looks_like_person(cell));
    }
    for (const char* cell : {"Updated by the chair in October", "Total: 22", "ana@lib.example",
                             "members", "see below", "Ana"}) {
        CAPTURE(cell);
        CHECK_FALSE(looks_like_person(cell));
    }
}
