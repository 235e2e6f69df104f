#pragma once

#include "lmsection/base/date.hpp"
#include "lmsection/base/email_address.hpp"
#include "lmsection/base/error.hpp"
#include "lmsection/domain/typed_date.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

// Values as people write them in the cells of a roster or another list.

/// A cell for comparison: folded, tidied, with every dash as "-"; empty if it is not UTF-8.
[[nodiscard]] std::string plain_cell(std::string_view cell);
/// Whether a cell says that there is nothing: empty, "n/a", "none", "-", "TBD".
[[nodiscard]] bool says_nothing(std::string_view cell);
/// Whether the cell of a name says that the seat is vacant: "(vacant)", "TBD", "open".
[[nodiscard]] bool says_vacant(std::string_view cell);
/// Whether a cell says that a term has no end: "ongoing", "standing", "no end".
[[nodiscard]] bool says_no_end(std::string_view cell);

/// A name with words in capitals written as usual: `Susan Park` for `SUSAN PARK`, `Ann Lee III` for
/// `ANN LEE III`. A short word in capitals beside others, such as initials, is left as it is.
[[nodiscard]] std::string without_capitals(std::string_view name);
/// Whether a cell looks like the name of a person: two to five words that begin with a capital,
/// without digits or an `@`.
[[nodiscard]] bool looks_like_person(std::string_view cell);

/// Parses every address in a cell, each once, in order: "a@lib.example; b@lib.example",
/// "Ann Lee <al@lib.example>". A cell that `says_nothing` has none. Fails if any part is no
/// address.
[[nodiscard]] Outcome<std::vector<EmailAddress>> read_addresses(std::string_view cell);
/// Whether a cell contains an address.
[[nodiscard]] bool has_address(std::string_view cell);

/// Which day of a term a month or a year means: its first or its last one.
enum class TermEdge { start, end };

/// What a cell says about a term.
struct ListedTerm {
    std::optional<Date> start = std::nullopt;
    std::optional<Date> end = std::nullopt;
    std::optional<int> years = std::nullopt;    ///< program years, as in "2-year term"
    bool no_end = false;                        ///< "ongoing"
    /// The text could mean another day, so the user should see which was chosen.
    bool chosen = false;
};

/// Parses what a cell says about a term: every form of `read_day`, "30-Jun-27", "June 2027" and
/// "2027" (a program year's first or last day, or that of the month, as `edge` says), "2025-2027"
/// and "2026-28" (July 1 of the first year to June 30 of the last), two days with a dash or "to"
/// between them, the number of a day in Excel, "2 years", "ongoing". Ordinals such as "1st term"
/// and text in parentheses are skipped. `order`: of numbers with slashes or dashes.
[[nodiscard]] Outcome<ListedTerm> read_term(std::string_view cell, Date today, TermEdge edge,
                                            NumberOrder order = NumberOrder::month_first);
/// The day with that number in Excel, which counts from 1899-12-31 and has a 1900-02-29; a time
/// after a dot is ignored. Only days from 1954 to 2099 are recognized.
[[nodiscard]] std::optional<Date> serial_day(std::string_view text);
/// Whether a cell has a date with slashes or dashes that can only be day first.
[[nodiscard]] bool has_day_first(std::string_view cell);
/// The same for one that can only be month first.
[[nodiscard]] bool has_month_first(std::string_view cell);
/// Whether a cell has a date with slashes or dashes that can be read in both orders.
[[nodiscard]] bool has_either_order(std::string_view cell);

}    // namespace lmsection
