#include "lmsection/app/program_import.hpp"

#include "change.hpp"
#include "csv_import.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/typed_date.hpp"
#include "program_recorder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace lmsection::app {

namespace {

enum Column : std::size_t {
    title,
    venue,
    year,
    group,
    status,
    submitted_on,
    decided_on,
    speakers,
    paid,
    note,
    own_id,
    from_id,
    type
};
const std::vector<std::string> column_names{
    "title",    "venue",         "year", "group", "status",       "submitted_on", "decided_on",
    "speakers", "paid_speakers", "note", "id",    "carried_from", "type"};

/// The columns that `program list` writes.
CsvColumns columns_of(bool ignore_extra) {
    CsvColumns columns{column_names, {"title", "venue"}, ignore_extra};
    columns.passed_over = {"stipends"};
    columns.stands_for = {{"group_slug", "group"}};
    return columns;
}

/// A parsed line of the file.
struct Line {
    Program program{{}, "", "", ProgramYear{first_year}, std::nullopt, {}, std::nullopt, "", ""};
    std::optional<Date> submitted;
    std::optional<Date> decided;
    std::vector<TypedPerson> speakers;
    int paid = 0;
};

/// The date columns of a file.
struct DayColumns {
    DayColumn submitted;
    DayColumn decided;
};

/// Parses the cells of one line and collects faults.
class LineReader {
public:
    /// `carried`: the ids of programs in the file that another line was carried over from.
    LineReader(const Session& session, const CsvRecord& record, DayColumns& days,
               const std::set<std::string>& carried)
        : session_(session), record_(record), cells_(record.cells), days_(days), carried_(carried) {
    }

    Line read() {
        Line line;
        Program& program = line.program;
        program.title = value_or_fault(parse_title(cells_[title]), faults_).value_or("");
        if (const Venue* where = venue_named()) {
            program.venue = where->id.text();
            program.type = given<std::string>(type, [&](const std::string& typed) {
                               return parse_program_type(typed, *where);
                           }).value_or("");
        }
        program.note = value_or_fault(parse_line("note", cells_[note]), faults_).value_or("");
        program.status =
            given<ProgramStatus>(status, parse_program_status).value_or(ProgramStatus::draft);
        if (const auto owner = given<Group>(group, [&](const std::string& typed) {
                return session_.find_group_to_change(typed);
            })) {
            program.group = owner->id;
        }
        line.submitted = day(submitted_on, days_.submitted);
        line.decided = day(decided_on, days_.decided);
        program.year =
            given<ProgramYear>(year, [&](const std::string& typed) {
                return parse_program_year(typed, session_.today());
            }).value_or(ProgramYear::containing(line.submitted.value_or(session_.today())));
        read_speakers(line);
        check_days(line);
        return line;
    }
    [[nodiscard]] std::vector<Fault> take_faults() { return std::move(faults_); }

private:
    template <class T, class Parse>
    std::optional<T> given(Column column, Parse parse) {
        const std::string text = tidied_text(cells_[column]);
        return text.empty() ? std::nullopt : value_or_fault<T>(parse(text), faults_);
    }
    std::optional<Date> day(Column column, DayColumn& days) {
        return given<Date>(column, [&](const std::string&) { return days.read(record_); });
    }

    /// The venue of the line; null if it is a fault.
    const Venue* venue_named() {
        try {
            return &find_venue(session_, cells_[venue]);
        } catch (const RefusedError& refused) {
            append(faults_, refused.faults());
            return nullptr;
        }
    }

    void read_speakers(Line& line) {
        for (const std::string& one : split_text(cells_[speakers], ";")) {
            if (const auto speaker = value_or_fault(parse_typed_person(one), faults_)) {
                line.speakers.push_back(*speaker);
            }
        }
        line.paid = given<int>(paid, parse_stipend).value_or(0);
        if (static_cast<std::size_t>(line.paid) > line.speakers.size()) {
            faults_.push_back(
                {fmt::format("{} of {} speakers cannot be paid", line.paid, line.speakers.size()),
                 "correct paid_speakers, or name the speakers"});
        }
        if (line.paid > 0 && !usual_stipend(line.program.venue, session_.handbook())) {
            faults_.push_back({"the handbook has no stipend for that venue",
                               "leave paid_speakers empty, and add paid speakers with 'lmsection "
                               "program speaker add'"});
        }
    }

    /// Checks that the dates match the status.
    void check_days(const Line& line) {
        const ProgramStatus is = line.program.status;
        const auto fault = [&](std::string what, std::string remedy) {
            faults_.push_back({std::move(what), std::move(remedy)});
        };
        if (is == ProgramStatus::carried && !carried_.contains(cells_[own_id])) {
            fault("the file does not say where a carried proposal goes on",
                  "record it as declined, then run 'lmsection program carry'");
        }
        const bool undecided = is == ProgramStatus::draft || is == ProgramStatus::submitted;
        if (is == ProgramStatus::draft && line.submitted) {
            fault("a draft is not submitted yet", "leave submitted_on empty, or give the status");
        }
        if (counts_as_submitted(is) && !line.submitted) {
            fault(fmt::format("submitted_on is missing, and the status is {}", word(is)),
                  "write the day it was submitted, as 2026-09-15");
        }
        if (undecided && line.decided) {
            fault(fmt::format("decided_on is given, and the status is {}", word(is)),
                  "leave it empty, or correct the status");
        }
        if (line.submitted && line.decided && *line.decided < *line.submitted) {
            fault("decided_on is before submitted_on", "correct one of them");
        }
        for (const auto& on : {line.submitted, line.decided}) {
            append(faults_,
                   day_faults("what was done", on.value_or(session_.today()), session_.today()));
        }
    }

    const Session& session_;
    const CsvRecord& record_;
    const std::vector<std::string>& cells_;
    DayColumns& days_;
    const std::set<std::string>& carried_;
    std::vector<Fault> faults_;
};

/// Whether two lists name the same speakers, in any order.
bool same_speakers(const std::vector<TypedPerson>& typed, const std::vector<Speaker>& known) {
    const auto names = [](const auto& list) {
        auto folded_names = transformed(list, [](const auto& one) { return folded(one.name); });
        std::ranges::sort(folded_names);
        return folded_names;
    };
    return names(typed) == names(known);
}

/// Whether a program on record already has everything in a line.
bool has_all(const store::ListedProgram& known, const Line& line,
             const std::vector<std::string>& cells) {
    const auto [program, submitted, speakers_known] = known;
    const auto given = [&](Column column) { return !cells[column].empty(); };
    return (!given(group) || program.group == line.program.group) &&
           (!given(status) || program.status == line.program.status) &&
           (!given(submitted_on) || submitted == line.submitted) &&
           (!given(note) || program.note == line.program.note) &&
           (!given(speakers) || same_speakers(line.speakers, speakers_known)) &&
           (!given(paid) || paid_speakers(speakers_known) == line.paid);
}

/// Writes one line's program with its steps and speakers.
std::vector<Fault> write(WritingSession& session, const Line& line, ProgramRecorder& recorder) {
    const Program& program = line.program;
    const Date first = line.submitted.value_or(line.decided.value_or(session.today()));
    auto faults = recorder.record(program, first, "");
    if (!faults.empty()) {
        return faults;
    }
    if (line.submitted) {
        recorder.keep_step(program.id, word(ProgramStatus::submitted), *line.submitted, "");
    }
    if (program.status != ProgramStatus::draft && program.status != ProgramStatus::submitted) {
        recorder.keep_step(program.id, word(program.status), line.decided.value_or(session.today()),
                           "");
    }
    const int stipend = usual_stipend(program.venue, session.handbook()).value_or(0);
    int place = 0;
    for (const TypedPerson& speaker : line.speakers) {
        const bool is_paid = place++ < line.paid;
        append(faults, recorder.speak(program.id, speaker, is_paid ? stipend : 0));
    }
    if (faults.empty()) {
        faults = recorder.check_stipends(program.id);
    }
    return faults;
}

/// Reads and records all lines of a file within one change.
class Import {
public:
    Import(WritingSession& session, const OverridePolicy& policy, const CsvFile& file)
        : session_(session),
          file_name_(file.name()), days_{days_of(file, submitted_on), days_of(file, decided_on)},
          recorder_(session, policy) {
        file.each([&](const CsvRecord& record) {
            if (!record.cells[from_id].empty()) {
                carried_.insert(record.cells[from_id]);
            }
        });
    }

    /// Records a line unless it is already on record; returns its faults.
    std::vector<Fault> record_line(const CsvRecord& record) {
        LineReader reader{session_, record, days_, carried_};
        Line line = reader.read();
        line.program.id = session_.next_id<ProgramId>();
        auto faults = reader.take_faults();
        if (!faults.empty()) {
            return faults;
        }
        const auto known = recorder_.same_title(line.program);
        if (known && !is_new(known->program.id) && has_all(*known, line, record.cells)) {
            known_.push_back(known->program.id);
            ids_.emplace(record.cells[own_id], known->program.id);
            return {};
        }
        const std::string& from = record.cells[from_id];
        if (!from.empty() && !ids_.contains(from) &&
            line.program.status != ProgramStatus::carried) {
            waiting_.push_back({record.line, std::move(line), from});
            return {};
        }
        return write_line(record.line, line, record.cells[own_id], from);
    }

    /// Rules about the year are checked once all lines are recorded.
    ProgramResult finish() {
        std::vector<Fault> faults;
        for (Waiting& one : waiting_) {
            for (const Fault& fault : write_line(one.number, one.line, "", one.from)) {
                faults.push_back(at_line(file_name_, one.number, fault));
            }
        }
        require_none(faults);
        for (const auto& [line, program] : written_) {
            if (counts_as_submitted(program.status)) {
                for (const Fault& fault : recorder_.check_submission(program)) {
                    faults.push_back(at_line(file_name_, line, fault));
                }
            }
        }
        require_none(faults);
        auto ids = transformed(written_, [](const auto& one) { return one.second.id; });
        append(ids, known_);
        ProgramResult result = recorder_.result(ids);
        result.known = known_.size();
        for (DayColumn* days : {&days_.submitted, &days_.decided}) {
            append(result.warnings, days->take_warnings());
        }
        return result;
    }

private:
    DayColumn days_of(const CsvFile& file, Column column) const {
        return {file, column, column_names[column], YearChoice::latest, session_.today()};
    }

    /// A line whose program was carried over from one later in the file.
    struct Waiting {
        std::size_t number = 0;
        Line line;
        std::string from;
    };

    std::vector<Fault> write_line(std::size_t number, Line& line, const std::string& own,
                                  const std::string& from) {
        if (const auto source = ids_.find(from); source != ids_.end() && !from.empty()) {
            line.program.carried_from = source->second;
        }
        auto faults = write(session_, line, recorder_);
        ids_.emplace(own, line.program.id);
        written_.emplace_back(number, line.program);
        return faults;
    }

    WritingSession& session_;
    const std::string& file_name_;
    DayColumns days_;
    ProgramRecorder recorder_;
    /// Whether a line of this file added the program.
    [[nodiscard]] bool is_new(ProgramId id) const {
        return contains(written_, id, [](const auto& one) { return one.second.id; });
    }

    std::set<std::string> carried_;
    std::map<std::string, ProgramId> ids_;    ///< by the id in the file
    std::vector<Waiting> waiting_;
    std::vector<std::pair<std::size_t, Program>> written_;
    std::vector<ProgramId> known_;
};

}    // namespace

ProgramResult add_programs_from(WritingSession& session, std::string_view csv,
                                const std::string& file_name, bool ignore_extra,
                                const OverridePolicy& policy) {
    const CsvFile file{csv, file_name, columns_of(ignore_extra)};
    return in_change(session, [&] {
        Import import{session, policy, file};
        process_records(session, file,
                        [&](const CsvRecord& record) { return import.record_line(record); });
        return import.finish();
    });
}

}    // namespace lmsection::app
