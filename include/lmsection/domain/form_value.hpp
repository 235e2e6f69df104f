#pragma once

#include "lmsection/base/date.hpp"
#include "lmsection/base/error.hpp"
#include "lmsection/domain/typed_date.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace lmsection {

// Answers as people write them in the cells of a web form's export.

/// When a form was sent.
struct FormTime {
    Date day{};        ///< as written, in whatever time zone
    int second = 0;    ///< of that day; 0 without a time
    bool operator==(const FormTime&) const = default;
    bool operator<(const FormTime& other) const {
        return day != other.day ? day < other.day : second < other.second;
    }
};
/// Parses a form's time stamp in the formats of web forms and spreadsheets: `2026-08-03 09:12:45`,
/// `2026-08-03T09:12:45Z`, `8/3/2026 9:12:45`, `2026/08/03 9:12:45 AM EST`, `03.08.2026 09:12`,
/// `Aug 3, 2026 at 9:12 AM`, `Mon, 03 Aug 2026 09:12:45 +0000`, the number of a day and time in
/// Excel, or a day without a time. `order` applies to numbers with slashes or dashes; those with
/// dots are day first. Fails for a day without a year.
[[nodiscard]] Outcome<FormTime> read_form_time(std::string_view text,
                                               NumberOrder order = NumberOrder::month_first);
/// Whether text is a time stamp with a time of day.
[[nodiscard]] bool has_form_time(std::string_view text);

/// Years of experience as written: `15`, `3-5 years`, `10+`, `Less than 1 year`, `since 2010`.
struct FormExperience {
    /// The least number of years that the text means, 0 to `most_experience`: 3 for `3-5 years`, 10
    /// for `10+`, 0 for `Less than 1 year`; nothing if it means no number.
    std::optional<int> years = std::nullopt;
    bool is_number = false;        ///< the text is nothing but that number
    bool was_made_date = false;    ///< a spreadsheet has made a date of it: `5-Mar` for `3-5`
};
/// `year`: in which the form was written, for `since 2010`.
[[nodiscard]] FormExperience read_experience(std::string_view text, int year);

/// Parses yes or no in words: `yes!`, `Y`, `No, I have served before`, `I'm new`, `returning
/// member`. Nothing if it is neither.
[[nodiscard]] std::optional<bool> read_yes_or_no(std::string_view text);

/// A library type as the balance of groups counts it: `public` for `Public library`, `academic` for
/// `Academic / university library`; other text as it is.
[[nodiscard]] std::string usual_library_type(std::string_view text);

/// Whether text in the place of a choice means any group, or none: `Any / wherever needed`, `no
/// preference`.
[[nodiscard]] bool says_any_group(std::string_view text);
/// Whether text in the place of a name or an address says nothing about the person: `anonymous`,
/// `n/a`.
[[nodiscard]] bool says_anonymous(std::string_view text);

/// Whether a cell marks the choice that its column is about: `X`, `1`, `Yes`, `Selected`.
[[nodiscard]] bool is_mark(std::string_view text);
/// Whether a cell says that the choice that its column is about was not made: `0`, `No`, `Not
/// interested`.
[[nodiscard]] bool is_unmarked(std::string_view text);
/// The rank that text gives to a choice, from 1: `1`, `2nd`, `First choice`, `Choice 3`, `Very
/// interested`.
[[nodiscard]] std::optional<int> rank_in(std::string_view text);

/// A name without pronouns in parentheses, which are not stored: `Ana Diaz` for `Ana Diaz
/// (she/her)`.
[[nodiscard]] std::string without_pronouns(const std::string& name);
/// A name in a list or a form, without what was written after it.
struct CommentedName {
    std::string name;
    std::string comment;    ///< "Library"; empty if there is none, or only pronouns
};
/// A name without pronouns, and without a comment in parentheses or after a dash at its end:
/// `Patel, Uma (Library)`, `Al Bo - on leave`. A nickname before the family name stays.
[[nodiscard]] CommentedName without_comment(const std::string& name);
/// Whether a comment after a name says that the person no longer serves: `resigned 9/26`, `former`.
[[nodiscard]] bool says_left(std::string_view comment);
/// A name in small letters only with the usual capitals: `Ling Wu` for `ling wu`; any other name
/// unchanged.
[[nodiscard]] std::string with_usual_capitals(const std::string& name);

}    // namespace lmsection
