#pragma once

#include <string>
#include <string_view>

namespace lmsection {

/// Whether a spreadsheet would run a cell with that text as a formula. An apostrophe before the
/// text makes it text; one that is there already does not count, so that a guard can be told from
/// it.
[[nodiscard]] bool begins_formula(std::string_view text);
/// The same of what follows a separator inside of a cell, where some readers split. Readers drop
/// quotes and blanks at the start of a cell.
[[nodiscard]] bool begins_formula_inside(std::string_view text);
/// A cell without the apostrophes that were put before formulas in it.
[[nodiscard]] std::string without_formula_guards(std::string cell);

}    // namespace lmsection
