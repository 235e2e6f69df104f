// Reads a spreadsheet and prints what was read as JSON, for tests that compare it with what other
// programs wrote: show_spreadsheet FILE. Status 3 and one line if the file is refused.
#include "lmsection/base/error.hpp"
#include "lmsection/base/spreadsheet.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

namespace {

using namespace lmsection;

nlohmann::json as_json(const Sheet& sheet) {
    constexpr std::array kinds{"empty", "text", "number", "date", "boolean", "error"};
    nlohmann::json rows = nlohmann::json::array();
    for (const SheetRow& row : sheet.rows) {
        nlohmann::json cells = nlohmann::json::array();
        for (const SheetCell& cell : row.cells) {
            cells.push_back({kinds.at(static_cast<std::size_t>(cell.kind)), cell.text});
        }
        rows.push_back({{"number", row.number}, {"hidden", row.hidden}, {"cells", cells}});
    }
    return {{"name", sheet.name},
            {"hidden", sheet.hidden},
            {"hidden_columns", sheet.hidden_columns},
            {"rows", rows}};
}

}    // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::cerr << "usage: show_spreadsheet FILE\n";
        return 2;
    }
    try {
        std::ifstream file{arguments[1], std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
        const Spreadsheet spreadsheet = read_spreadsheet(bytes, "list");
        nlohmann::json sheets = nlohmann::json::array();
        for (const Sheet& sheet : spreadsheet.sheets) {
            sheets.push_back(as_json(sheet));
        }
        constexpr std::array kinds{"csv", "xlsx", "ods"};
        const nlohmann::json shown{{"kind", kinds.at(static_cast<std::size_t>(spreadsheet.kind))},
                                   {"notes", spreadsheet.notes},
                                   {"sheets", sheets}};
        std::cout << shown.dump() << '\n';
        return 0;
    } catch (const RefusedError& error) {
        for (const Fault& fault : error.faults()) {
            std::cerr << fault.text() << '\n';
        }
        return 3;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
