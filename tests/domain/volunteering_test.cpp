#include "lmsection/domain/volunteering.hpp"

#include "helpers.hpp"

using namespace lmsection;
using namespace lmsection::test;

TEST_CASE("a form's time stamp is a day, with or without a time") {
    for (const char* text : {"2026-08-03", "2026-08-03 09:12:45", "2026-08-03T09:12:45Z"}) {
        CHECK(parse_time_stamp(text).value() == "2026-08-03"_day);
    }
    for (const char* text : {"", "2026-8-3", "2026-02-30 09:12:45", "2026-08-03x"}) {
        CHECK_FALSE(parse_time_stamp(text).ok());
    }
}

TEST_CASE("a fault about a time stamp is one clean line") {
    for (const std::string& text : nasty_texts()) {
        CHECK(is_one_clean_line(parse_time_stamp(text).fault()));
        CHECK(is_one_clean_line(parse_time_stamp("2026-08-03 " + text).fault()));
    }
}
