#pragma once

#include <string>
#include <string_view>

namespace lmsection {

/// Whether a spreadsheet would run a cell with this text as a formula. A leading apostrophe
/// prevents that; one that is already part of the text does not count, so that an added one can be
/// recognized.
[[nodiscard]] bool begins_formula(std::string_view text);
/// The same for text after a separator inside a cell, where some readers split. Readers drop quotes
/// and spaces at the start of a cell.
[[nodiscard]] bool begins_formula_inside(std::string_view text);
/// The cell without the apostrophes that were added before formulas.
[[nodiscard]] std::string without_formula_guards(std::string cell);

}    // namespace lmsection
