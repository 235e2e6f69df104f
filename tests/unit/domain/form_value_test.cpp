#include "lmsection/domain/form_value.hpp"

#include "helpers.hpp"
#include "lmsection/domain/volunteer.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>

using namespace lmsection;
using namespace lmsection::test;

namespace {

constexpr int hour = 60 * 60;

/// The day and time of a stamp, as "2026-08-03 09:12:45"; empty if it is none.
std::string stamp(std::string_view text, NumberOrder order = NumberOrder::month_first) {
    const auto read = read_form_time(text, order);
    if (!read.ok()) {
        return {};
    }
    const int second = read.value().second;
    return fmt::format("{} {:02}:{:02}:{:02}", iso(read.value().day), second / hour,
                       second / 60 % 60, second % 60);
}

std::optional<int> years(std::string_view text) {
    return read_experience(text, 2026).years;
}

}    // namespace

TEST_CASE("time stamps of every form service are read") {
    for (const char* text : {"2026-08-03 21:12:45",
                             "2026-08-03T21:12:45Z",
                             "2026-08-03T21:12:45.123+02:00",
                             "8/3/2026 21:12:45",
                             "8/3/26 21:12:45",
                             "2026/08/03 9:12:45 PM EST",
                             "2026/08/03 9:12:45 PM GMT-5",
                             "8/3/2026 9:12:45 PM",
                             "08/03/2026 09:12:45 p.m.",
                             "03.08.2026 21:12:45",
                             "3.8.2026, 21:12:45",
                             "03.08.2026 21.12.45",
                             "Aug 3, 2026 at 9:12:45 PM",
                             "August 3, 2026 9:12:45 pm",
                             "3 Aug 2026 21:12:45",
                             "03-Aug-26 21:12:45",
                             "Mon, 03 Aug 2026 21:12:45 +0000",
                             "Monday, August 3, 2026 9:12:45 PM",
                             "Mon Aug 3 21:12:45 EDT 2026",
                             "Mon Aug 03 2026 21:12:45 GMT-0400",
                             "2026. 8. 3 \uc624\ud6c4 9:12:45",
                             "2026/08/03 21:12:45 (UTC)",
                             "9:12:45 PM, 8/3/2026",
                             "2026-08-03  21:12:45 ",
                             "2026-8-3 21:12:45",
                             "8-3-2026 21:12:45",
                             "46237.88385416"}) {
        INFO(text);
        CHECK(stamp(text) == "2026-08-03 21:12:45");
    }
    for (const char* text : {"2026-08-03", "8/3/2026", "03.08.2026", "August 3, 2026", "46237",
                             "2026-08-03 00:00", "8/3/2026 12:00:00 AM"}) {
        INFO(text);
        CHECK(stamp(text) == "2026-08-03 00:00:00");
    }
    CHECK(stamp("8/3/2026 12:30 PM") == "2026-08-03 12:30:00");
    CHECK(stamp("8/3/2026 9:05 AM") == "2026-08-03 09:05:00");
}

TEST_CASE("what is no time stamp is not read as one") {
    for (const char* text : {"",
                             "yes",
                             "2026-02-30 09:12:45",
                             "2026-08-03x",
                             "2026-08-03_09:12",
                             "09:12",
                             "8/3",
                             "2026-08-03 24:00",
                             "2026-08-03 09:60",
                             "2026-08-03 09:1",
                             "2026-08-03 09:12:",
                             "August",
                             "2026-08-03 09:12:61",
                             "2026-08-03 -1:12",
                             "13/13/2026",
                             "Aug 3",
                             "12",
                             "123456",
                             "\xff",
                             "00/00/0000",
                             "1.2.3.4",
                             "2026-08-03 09:12 maybe!"}) {
        INFO(text);
        CHECK(stamp(text).empty());
    }
}

TEST_CASE("each day of a year is read in the order of its column") {
    for (Date day = "2026-01-01"_day; day <= "2026-12-31"_day; day = plus_days(day, 1)) {
        const unsigned month{day.month()};
        const unsigned number{day.day()};
        const std::string expected = iso(day) + " 14:03:22";
        CHECK(stamp(fmt::format("{}/{}/2026 14:03:22", month, number)) == expected);
        CHECK(stamp(fmt::format("{:02}/{:02}/26 2:03:22 PM", month, number)) == expected);
        CHECK(stamp(fmt::format("{}/{}/2026 14:03:22", number, month), NumberOrder::day_first) ==
              expected);
        CHECK(stamp(fmt::format("{}.{}.2026 14:03:22", number, month)) == expected);
        CHECK(stamp(fmt::format("2026/{}/{} 2:03:22 PM EST", month, number)) == expected);
        CHECK(stamp(fmt::format("{} {} 2026, 14:03:22", number, month_name(day.month()))) ==
              expected);
        if (number > 12) {
            CHECK(stamp(fmt::format("{}/{}/2026", month, number), NumberOrder::day_first).empty());
        }
    }
}

TEST_CASE("years of experience are the least that is meant") {
    for (int number = 0; number <= most_experience; ++number) {
        for (const char* form : {"{}", "{} years", "{}+", "{}+ years", "about {} years", "{} yrs.",
                                 "more than {} years", "over {}", "~{}", "at least {} years"}) {
            const std::string text = fmt::format(fmt::runtime(form), number);
            INFO(text);
            CHECK(years(text) == number);
        }
        CHECK(read_experience(fmt::format("{}", number), 2026).is_number);
        CHECK_FALSE(read_experience(fmt::format("{}+", number), 2026).is_number);
        for (const char* form : {"{}-{} years", "{} - {}", "{}\u2013{} years", "{} to {} years",
                                 "between {} and {}", "{} years to {} years"}) {
            if (number < most_experience) {
                const std::string text = fmt::format(fmt::runtime(form), number, number + 1);
                INFO(text);
                CHECK(years(text) == number);
            }
        }
    }
    for (const auto& [text, number] :
         std::vector<std::pair<const char*, int>>{{"Less than 1 year", 0},
                                                  {"less than a year", 0},
                                                  {"< 5", 0},
                                                  {"under 5 years", 0},
                                                  {"0-2", 0},
                                                  {"None", 0},
                                                  {"6 months", 0},
                                                  {"18 months", 1},
                                                  {"2 1/2 years", 2},
                                                  {"2\u00bd", 2},
                                                  {"1.5", 1},
                                                  {"three years", 3},
                                                  {"Fifteen", 15},
                                                  {"since 2010", 16},
                                                  {"I have worked 12 years in libraries", 12},
                                                  {"20 years (10 in libraries)", 20},
                                                  {"5-Mar", 3},
                                                  {"10-Dec", 10},
                                                  {"2026-03-05", 3},
                                                  {"20 or more", 20},
                                                  {"10 plus", 10}}) {
        INFO(text);
        CHECK(years(text) == number);
    }
    CHECK(read_experience("5-Mar", 2026).was_made_date);
    for (const char* text : {"", "many", "a lot", "100", "-", "me@x.example", "5 or 7 or 9", "10-3",
                             "\xff", "experienced"}) {
        INFO(text);
        CHECK_FALSE(years(text).has_value());
    }
}

TEST_CASE("yes and no are read in words") {
    for (const char* text :
         {"yes", "Yes!", "Y", "yes, this is my first time", "I'm new", "I am new here", "TRUE", "1",
          "Brand new", "Yep", "First time", "new member", "S\u00ed", "\u2713"}) {
        INFO(text);
        CHECK(read_yes_or_no(text) == true);
    }
    for (const char* text : {"no", "No, I have served before", "N", "nope", "I'm not new",
                             "Not new", "returning member", "I have served before", "FALSE", "0",
                             "Current member", "No \u2013 served 2019-21"}) {
        INFO(text);
        CHECK(read_yes_or_no(text) == false);
    }
    for (const char* text : {"", "maybe", "kind of", "Yes and no", "?", "\xff", "somewhat"}) {
        INFO(text);
        CHECK_FALSE(read_yes_or_no(text).has_value());
    }
}

TEST_CASE("any group is no choice") {
    for (const char* text :
         {"any", "Any / wherever needed", "No preference", "no preference;", "Any group",
          "wherever you need me", "Open to anything!", "none", "n/a", "I'm happy to serve anywhere",
          "Not sure", "undecided", "I don't mind"}) {
        INFO(text);
        CHECK(says_any_group(text));
    }
    for (const char* text : {"Middle Managers", "Company Relations", "HRD", "Budget Committee"}) {
        INFO(text);
        CHECK_FALSE(says_any_group(text));
    }
}

TEST_CASE("ranks, marks and library types are read as forms write them") {
    for (const auto& [text, rank] :
         std::vector<std::pair<const char*, int>>{{"1", 1},
                                                  {"2nd", 2},
                                                  {"First choice", 1},
                                                  {"3rd Choice", 3},
                                                  {"Choice 4", 4},
                                                  {"#5", 5},
                                                  {"Very interested", 1},
                                                  {"Somewhat interested", 3},
                                                  {"Top choice", 1},
                                                  {"1 (highest)", 1},
                                                  {"Tenth", 10}}) {
        INFO(text);
        CHECK(rank_in(text) == rank);
    }
    for (const char* text : {"", "Middle Managers", "0", "yes", "first aid"}) {
        CHECK_FALSE(rank_in(text).has_value());
    }
    for (const char* text : {"X", "x", "1", "Yes", "TRUE", "Selected", "\u2713"}) {
        CHECK(is_mark(text));
        CHECK_FALSE(is_unmarked(text));
    }
    for (const char* text : {"", "0", "No", "FALSE", "Not interested", "n/a"}) {
        CHECK(is_unmarked(text));
        CHECK_FALSE(is_mark(text));
    }
    CHECK(usual_library_type("Public library") == "public");
    CHECK(usual_library_type("PUBLIC") == "public");
    CHECK(usual_library_type("Academic / university library") == "academic");
    CHECK(usual_library_type("College or University") == "academic");
    CHECK(usual_library_type("K-12 school") == "school");
    CHECK(usual_library_type("Public and academic") == "Public and academic");
    CHECK(usual_library_type("Bookmobile") == "Bookmobile");
    CHECK(usual_library_type("").empty());
}

TEST_CASE("names lose pronouns and get capitals") {
    CHECK(without_pronouns("Ana Diaz (she/her)") == "Ana Diaz");
    CHECK(without_pronouns("Ana Diaz [they/them/theirs]") == "Ana Diaz");
    CHECK(without_pronouns("Ana Diaz, she/her") == "Ana Diaz");
    CHECK(without_pronouns("(she/her) Ana Diaz") == "Ana Diaz");
    CHECK(without_pronouns("Ana (Nana) Diaz") == "Ana (Nana) Diaz");
    CHECK(without_pronouns("Diaz, Ana") == "Diaz, Ana");
    CHECK(with_usual_capitals("ling wu") == "Ling Wu");
    CHECK(with_usual_capitals("\u00e9lise o'hara-smith") == "\u00c9lise O'Hara-Smith");
    CHECK(with_usual_capitals("maria de la cruz") == "Maria de la Cruz");
    CHECK(with_usual_capitals("Ling wu") == "Ling wu");
    CHECK(with_usual_capitals("madonna") == "madonna");
}

TEST_CASE("a fault about a time stamp is one clean line") {
    for (const std::string& text : nasty_texts()) {
        CHECK(is_one_clean_line(read_form_time(text).fault()));
        CHECK(is_one_clean_line(read_form_time("2026-08-03 " + text + "!").fault()));
        CHECK_FALSE(read_experience(text, 2026).was_made_date);
        CHECK_FALSE(rank_in(text).has_value());
    }
}

TEST_CASE("a comment after a name is taken off, and a nickname within it is not") {
    const auto parts = [](const char* name) {
        const auto found = without_comment(name);
        return found.name + "|" + found.comment;
    };
    CHECK(parts("van der Berg, Jan (he/him)") == "van der Berg, Jan|");
    CHECK(parts("Patel, Uma (Library) [new]") == "Patel, Uma|Library, new");
    CHECK(parts("Al Bo - on leave") == "Al Bo|on leave");
    CHECK(parts("Eve Orr, resigned") == "Eve Orr|resigned");
    CHECK(parts("Lee, Robert (Bob (x))") == "Lee, Robert|Bob (x)");
    for (const char* same : {"Robert (Bob) Lee", "Ann Lee(Smith)", "(Ann)", "Ann Kay - Jones",
                             "Lee, Ann, PhD", "Ann)", "-2 Ann,", ""}) {
        CHECK(parts(same) == std::string{same} + "|");
    }
    CHECK(says_left("resigned 9/26"));
    CHECK(says_left("Former"));
    CHECK_FALSE(says_left("Leftwich Library"));
}
