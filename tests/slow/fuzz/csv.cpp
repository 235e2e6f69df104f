// CSV files of people: read, and taken in as a section's appointments, volunteers, meetings,
// programs or reports. An input: a letter that says which, then the file.

#include "choices.hpp"
#include "lmsection/app/handbook_toml.hpp"
#include "lmsection/app/meeting.hpp"
#include "lmsection/app/program_import.hpp"
#include "lmsection/app/report.hpp"
#include "lmsection/app/roster_file.hpp"
#include "lmsection/app/volunteer_form_file.hpp"
#include "lmsection/base/csv_file.hpp"
#include "properties.hpp"
#include "scratch.hpp"
#include "target.hpp"

#include <string>

namespace lmsection::fuzz {

namespace {

/// A section with a few people, open for writing, in which nothing that is tried stays.
class TriedSection {
public:
    TriedSection() {
        auto around = scratch_.circumstances();
        app::create_section(around, app::built_in_handbook_text(), "the handbook");
        auto made = app::Session::for_writing(around);
        static_cast<void>(
            app::appoint_from(made,
                              "name,email,group,role,year\n"
                              "Ana Diaz,ana@lib.example,middle-managers,chair,2026\n"
                              "Ben Okafor,ben@lib.example,leadership-team,,2026\n"
                              "Zoë Ng,zoe@lib.example,leadership-team,co-chair,2026\n",
                              "people.csv", {}, {}, unreported()));
        ++around.now_ms;    // so that ids are new
        around.dry_run = true;
        session_.emplace(app::Session::for_writing(around));
    }
    [[nodiscard]] app::WritingSession& session() { return *session_; }

private:
    Scratch scratch_;
    std::optional<app::WritingSession> session_;
};

app::WritingSession& session() {
    static TriedSection section;
    return section.session();
}

const lmsection::CsvColumns& columns() {
    static const lmsection::CsvColumns some{{"name", "email", "group", "note"}, {}, true};
    return some;
}

std::string as_csv(const std::vector<lmsection::CsvRecord>& records) {
    std::string text = "name,email,group,note\n";
    for (const lmsection::CsvRecord& record : records) {
        for (std::size_t i = 0; i < record.cells.size(); ++i) {
            text += i == 0 ? "\"" : ",\"";
            for (const char c : record.cells[i]) {
                text += c;
                text += c == '"' ? "\"" : "";
            }
            text += '"';
        }
        text += "\r\n";
    }
    return text;
}

std::vector<lmsection::CsvRecord> records_in(std::string_view csv) {
    std::vector<lmsection::CsvRecord> records;
    const lmsection::CsvFile file{csv, "people.csv", columns()};
    file.each([&](const lmsection::CsvRecord& record) { records.push_back(record); });
    demand(records.size() == file.records(), "as many records are handed over as were counted");
    return records;
}

void read_and_write_again(std::string_view csv) {
    std::vector<lmsection::CsvRecord> records;
    const bool read = runs<RefusedError>([&] { records = records_in(csv); });
    if (!read) {
        return;
    }
    std::size_t line = 1;
    for (const lmsection::CsvRecord& record : records) {
        demand(record.line > line, "records stand on lines of their own, in order");
        demand(record.cells.size() == columns().names.size(), "a record has a cell a column");
        line = record.line;
    }
    const auto again = records_in(as_csv(records));
    demand(again.size() == records.size(), "as many records are read back as were written");
    for (std::size_t i = 0; i < records.size(); ++i) {
        demand(again[i].cells == records[i].cells, "cells read back as they were written");
    }
}

void take_in(unsigned kind, std::string_view csv) {
    switch (kind) {
    case 'a':
        static_cast<void>(app::appoint_from(session(), csv, "in.csv", {}, {}, unreported()));
        break;
    case 'A':
        static_cast<void>(app::appoint_from(session(), csv, "in.csv", {.ignore_extra = true},
                                            {"it was agreed"}, unreported()));
        break;
    case 'v':
        static_cast<void>(
            app::import_volunteers(session(), csv, "in.csv", {},
                                   {[](const std::vector<std::string>&) {}, [](const auto&) {}}));
        break;
    case 'm': static_cast<void>(app::add_meetings_from(session(), csv, "in.csv", true)); break;
    case 'p': static_cast<void>(app::add_programs_from(session(), csv, "in.csv", true, {})); break;
    case 'r': static_cast<void>(app::submit_from(session(), csv, "in.csv", true)); break;
    default: read_and_write_again(csv);
    }
}

}    // namespace

}    // namespace lmsection::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace lmsection;
    using namespace lmsection::fuzz;
    Choices input{data, size};
    const unsigned kind = input.byte();
    const std::string_view csv = input.rest();
    runs<RefusedError>([&] { take_in(kind, csv); });
    return 0;
}
