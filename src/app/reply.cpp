#include "lmsection/app/reply.hpp"

#include "change.hpp"
#include "list_table.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/spreadsheet.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/list_value.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/list_map.hpp"
#include "roster_field.hpp"
#include "roster_row.hpp"
#include "term_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace lmsection::app {

namespace {

/// Writes the answer for a term, unless it has that answer.
Replied write_reply(WritingSession& session, Appointed term, Reply reply, Date on) {
    Appointment& appointment = term.appointment;
    const Reply before = std::exchange(appointment.reply, reply);
    const auto before_on = appointment.reply_on;
    if (before != reply) {
        appointment.reply_on = on;
        store::update_appointment(session.writer(), appointment);
    }
    return {.term = std::move(term),
            .before = before,
            .before_on = before_on,
            .known = before == reply};
}

/// Finds the terms in the rows of a file.
class ReplyRows {
public:
    ReplyRows(const Session& session, const ListTable& table, std::size_t answer)
        : session_(session), table_(table), answer_(answer) {}

    [[nodiscard]] std::string answer(const ListRow& row) const { return cell(row, answer_); }

    /// The term that a row is about: in its group, else of someone who serves in only one. Throws a
    /// `RefusedError`.
    [[nodiscard]] Appointed term(const ListRow& row) const {
        const auto typed = or_refused(parse_person_cells(name(row), cell(row, RosterField::email)));
        const std::string group = cell(row, RosterField::group);
        if (group.empty()) {
            const Person who = or_refused(find_person(session_, typed));
            const Group& in = session_.group(
                or_refused(find_only_group_of(session_, who, session_.today())));
            return term_of(who, in, store::record_of_group(session_.database(), in.id));
        }
        const Group in = or_refused(find_listed_group(session_, group));
        const auto record = store::record_of_group(session_.database(), in.id);
        const Person who = or_refused(find_person(session_, typed, [&](const Person& one) {
            return last_term(record, one.id).has_value();
        }));
        return term_of(who, in, record);
    }

private:
    [[nodiscard]] std::string cell(const ListRow& row, std::size_t field) const {
        for (std::size_t i = 0; i < table_.columns.size(); ++i) {
            if (table_.columns[i].field == field) {
                return tidied_text(row.cells[i]);
            }
        }
        return "";
    }
    [[nodiscard]] std::string cell(const ListRow& row, RosterField field) const {
        return cell(row, static_cast<std::size_t>(field));
    }

    [[nodiscard]] std::string name(const ListRow& row) const {
        const std::string whole = cell(row, RosterField::name);
        return whole.empty() ? tidied_text(cell(row, RosterField::first_name) + " " +
                                           cell(row, RosterField::last_name))
                             : whole;
    }

    [[nodiscard]] Appointed term_of(const Person& who, const Group& in,
                                    const std::vector<Service>& record) const {
        const Date today = session_.today();
        const auto term = term_to_end(record, who.id, today);
        if (!term) {
            throw RefusedError{
                no_term_fault(session_, who, in, last_term(record, who.id), " on " + iso(today))};
        }
        return {*term, who, in};
    }

    const Session& session_;
    const ListTable& table_;
    std::size_t answer_;
};

/// The fields of a file of answers: those of a roster, and the answer.
std::vector<ListField> reply_fields(const Session& session) {
    auto fields = roster_fields(session);
    fields.push_back({.name = "answer",
                      .synonyms = phrases("answer, reply, response, continue, will you continue, "
                                          "will you serve on, serve again, renew, renewal"),
                      .fits = [](const std::string& cell) { return parse_reply(cell).ok(); },
                      .by_content = true,
                      .under_any_header = true});
    return fields;
}

}    // namespace

Replied record_reply(WritingSession& session, std::string_view person, std::string_view group,
                     Reply reply, Date on) {
    return in_change(session, [&] {
        return write_reply(session,
                           running_term(session, "appoint reply", person, group, session.today()),
                           reply, on);
    });
}

ReplyFileResult record_replies_from(WritingSession& session, const ReplyFile& file, Date on) {
    const auto fields = reply_fields(session);
    const std::size_t answer = fields.size() - 1;
    auto found = find_tables(read_spreadsheet(file.bytes, file.name), file.name, fields,
                             {file.map, file.ignore, file.sheet},
                             store::list_maps(session.database()));
    ReplyFileResult result;
    result.notes = std::move(found.notes);
    const bool obvious = std::ranges::all_of(found.tables, [](const auto& one) {
        return std::ranges::none_of(one.columns, [](const auto& column) {
            return column.reason == ColumnReason::content || column.reason == ColumnReason::saved;
        });
    });
    if (!obvious) {
        result.columns = column_lines(found.tables, fields);
    }
    std::vector<Fault> faults;
    session.change([&] {
        std::map<AppointmentId, std::pair<Reply, std::string>> seen;    // with the row's place
        const auto record = [&](const Appointed& term, Reply reply, const std::string& place) {
            const auto [first, is_new] = seen.try_emplace(term.appointment.id, reply, place);
            if (is_new) {
                result.replies.push_back(write_reply(session, term, reply, on));
            } else if (first->second.first != reply) {
                throw RefusedError{fmt::format("{} answers {} here for {}, and {} in {}",
                                               term.person.name, word(reply), term.group.name,
                                               word(first->second.first), first->second.second),
                                   "take one of them out"};
            }
        };
        for (const ListTable& table : found.tables) {
            const ReplyRows rows{session, table, answer};
            if (!contains(table.columns, answer, &ColumnReading::field)) {
                faults.push_back({fmt::format("{}: no column has the answers",
                                              place_of(file.name, table, table.header_row)),
                                  "name its column with --map answer=COLUMN"});
                continue;
            }
            for (const ListRow& row : table.rows) {
                const std::string place = place_of(file.name, table, row.number);
                const std::string typed = rows.answer(row);
                const auto reply = parse_reply(typed);
                if (!reply.ok() && says_nothing(typed)) {
                    ++result.unanswered;
                    continue;
                }
                if (!reply.ok()) {
                    faults.push_back(at_place(place, reply.fault()));
                }
                collect_refusals(faults, place, [&] {
                    const Appointed term = rows.term(row);
                    if (reply.ok()) {
                        record(term, reply.value(), place);
                    }
                });
            }
        }
        require_none(std::move(faults));
    });
    return result;
}

}    // namespace lmsection::app
