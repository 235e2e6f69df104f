// Which column of a list is which field.
#include "lmsection/domain/column_guess.hpp"

#include "catch.hpp"

#include <algorithm>

using namespace lmsection;

namespace {

using Cells = std::vector<std::string>;

const std::vector<ListField> fields{
    {.name = "email",
     .synonyms = {"email", "e mail"},
     .other_words = {"supervisor"},
     .fits = [](const std::string& cell) { return cell.find('@') != std::string::npos; },
     .repeats = true,
     .by_content = true,
     .under_any_header = true},
    {.name = "group",
     .synonyms = {"group", "committee", "committee name"},
     .fits = [](const std::string& cell) { return cell == "HRD" || cell == "MBP"; },
     .by_content = true,
     .is_telling = true},
    {.name = "role",
     .synonyms = {"role"},
     .whole_synonyms = {"title"},
     .fits = [](const std::string& cell) { return cell == "Chair" || cell == "Member"; },
     .by_content = true},
    {.name = "name", .synonyms = {"full name"}, .whole_synonyms = {"name", "member"}},
    {.name = "", .synonyms = {"phone"}}};

/// The fields of columns, each given with its header and cells: "email group -".
std::string read(const std::vector<Cells>& columns, const std::vector<ColumnChoice>& choices = {}) {
    Cells headers;
    std::vector<Cells> cells;
    for (const Cells& column : columns) {
        headers.push_back(column.front());
        cells.emplace_back(column.begin() + 1, column.end());
    }
    std::string text;
    for (const ColumnReading& one : guess_columns(headers, cells, fields, choices)) {
        text += (text.empty() ? "" : " ") + (one.field ? fields[*one.field].name : "-");
    }
    return text;
}

}    // namespace

TEST_CASE("a column is found by its header in any case and with any punctuation") {
    CHECK(read({{"E-MAIL:"}, {"Committee"}, {"Full  name*"}, {"ROLE"}}) == "email group name role");
    CHECK(read({{"Member's e-mail"}, {"Committee (short)"}, {"Name"}}) == "email group name");
    CHECK(read({{"Name"}, {"Committee Name"}}) == "name group");
    CHECK(read({{"Phone"}, {"Name"}, {"Shoe size"}}) == "- name -");
}

TEST_CASE("a column without a header is found by its content") {
    CHECK(read({{"", "a@b.example", "", "c@d.example"}, {"", "HRD", "MBP"}, {"Name", "A", "B"}}) ==
          "email group name");
    CHECK(read({{"", "a@b.example", "x", "y", "z"}}) == "-");
    CHECK(read({{"Remark", "HRD", "MBP"}}) == "-");
    CHECK(read({{"Where to write", "a@b.example"}, {"Name", "A"}}) == "email name");
    CHECK(read({{"Of the boss", "a@b.example"}, {"Email", "c@d.example"}}) == "- email");
}

TEST_CASE("a header that may mean something else needs fitting content") {
    CHECK(read({{"Title", "Chair", "Member", "Chair"}}) == "role");
    CHECK(read({{"Title", "Library Director", "Dean", "Head"}}) == "-");
}

TEST_CASE("a header about something else is not the field, whatever is in the column") {
    CHECK(read({{"Supervisor email", "a@b.example"}, {"Email", "c@d.example"}}) == "- email");
    CHECK(read({{"Reach supervisor at", "a@b.example"}}) == "-");
}

TEST_CASE("a field that does not repeat gets the column that fits best") {
    CHECK(read({{"Committee email", "a@b.example", "c@d.example"},
                {"Committee", "HRD", "MBP"},
                {"Email", "e@f.example", "g@h.example"}}) == "email group email");
    CHECK(read({{"Committee of last year", "x", "y"}, {"Committee", "HRD", "MBP"}}) == "- group");
}

TEST_CASE("what the user says about a column decides") {
    CHECK(read({{"Phone"}, {"Name"}}, {{"phone", std::nullopt, 1, ColumnReason::mapped}}) ==
          "group name");
    CHECK(read({{"Name"}, {"Member"}}, {{"", 1, 3, ColumnReason::mapped}}) == "- name");
    CHECK(read({{"Email"}, {"Name"}},
               {{"email", std::nullopt, std::nullopt, ColumnReason::ignored}}) == "- name");
}

TEST_CASE("a row of headers is distinguished from a row of values") {
    CHECK(header_score(Cells{"Name", "Email", "Committee", "Phone"}, fields) == 4);
    CHECK(header_score(Cells{"Core Section Roster"}, fields) == 0);
    CHECK(header_score(Cells{"Ana", "a@b.example", "committee"}, fields) == 0);
    CHECK(header_score(Cells{"Member", "HRD", "role"}, fields) == 0);
}
