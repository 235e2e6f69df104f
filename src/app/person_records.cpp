#include "lmsection/app/people.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/domain/typed_date.hpp"
#include "lmsection/store/appointments.hpp"
#include "lmsection/store/people.hpp"
#include "lmsection/store/programs.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::app {

namespace {

/// The terms of two records that cannot both be one human's.
std::vector<Fault> overlaps(const Session& session, const Person& keep, const Person& other) {
    std::vector<Fault> faults;
    const auto theirs = store::record_of_person(session.database(), other.id);
    for (const Appointment& held : store::record_of_person(session.database(), keep.id)) {
        for (const Appointment& twin : theirs) {
            if (held.group == twin.group && serves_between(held, twin.start, twin.end)) {
                faults.push_back(
                    {fmt::format("both serve in {}, from {} to {} and from {} to {}",
                                 session.group(held.group).name, iso(held.start), iso(held.end),
                                 iso(twin.start), iso(twin.end)),
                     "end one of the two before the other begins with 'lmsection appoint end'"});
            }
        }
    }
    return faults;
}

/// The programs at which one human would speak twice.
void add_shared_programs(const Session& session, const Person& keep, const Person& other,
                         std::vector<Fault>& faults) {
    const auto speaks = [](const store::ListedProgram& listed, const Person& person) {
        return std::any_of(listed.speakers.begin(), listed.speakers.end(),
                           [&](const Speaker& speaker) { return speaker.person == person.id; });
    };
    store::each_program(session.database(), {}, [&](const store::ListedProgram& listed) {
        if (speaks(listed, keep) && speaks(listed, other)) {
            faults.push_back({fmt::format("both speak in '{}'", listed.program.title),
                              "take one of the two out with 'lmsection program speaker remove'"});
        }
    });
}

/// What the other record says and the kept one has no room for.
std::string differing(const Person& keep, const Person& other) {
    std::string text;
    const auto add = [&](const std::string& part) {
        text += part.empty() ? "" : (text.empty() ? "also recorded as " : ", ") + part;
    };
    add(other.name == keep.name ? "" : other.name);
    add(other.email && !(other.email == keep.email) ? other.email->text() : "");
    add(other.institution == keep.institution ? "" : other.institution);
    return text;
}

Person joined(Person keep, const Person& other) {
    if (!keep.email) {
        keep.email = other.email;
    }
    if (keep.institution.empty()) {
        keep.institution = other.institution;
    }
    for (const std::string& line :
         {other.note == keep.note ? "" : other.note, differing(keep, other)}) {
        keep.note += line.empty() ? "" : (keep.note.empty() ? "" : "; ") + line;
    }
    keep.note = or_refused(parse_line("note", keep.note));
    return keep;
}

/// Ends what still runs after today, so that nobody forgotten serves on.
void end_terms(const Session& session, const std::vector<Appointment>& terms) {
    for (Appointment held : terms) {
        if (session.today() < held.start) {
            store::delete_appointment(session.database(), held.id);
        } else {
            held.end = session.today();
            store::update_end(session.database(), held);
        }
    }
}

std::vector<Appointment> terms_after_today(const Session& session, PersonId person) {
    auto terms = store::record_of_person(session.database(), person);
    std::erase_if(terms, [&](const Appointment& held) { return held.end <= session.today(); });
    return terms;
}

/// Refuses what is not to be done, or not yet.
void look_twice(const Session& session, const Person& person, const ForgetOrder& order,
                const std::vector<Appointment>& terms) {
    if (!terms.empty() && !order.end_terms) {
        throw RefusedError{fmt::format("{} serves in {} until {}", person.name,
                                       session.group(terms.front().group).name,
                                       iso(terms.front().end)),
                           "end the term first, or give --end-terms"};
    }
    if (!order.sure && !session.around().dry_run) {
        throw RefusedError{fmt::format("forgetting {} cannot be taken back", person.name),
                           "look at what would be erased with --dry-run, then give --yes"};
    }
}

}    // namespace

Person merge_people(Session& session, std::string_view keep, std::string_view other) {
    Person merged;
    session.change([&] {
        const Person kept = person_named(session, keep);
        const Person gone = person_named(session, other);
        if (kept.id == gone.id) {
            throw RefusedError{fmt::format("{} and {} are one record already", keep, other),
                               "name two records, by their e-mails"};
        }
        auto faults = overlaps(session, kept, gone);
        add_shared_programs(session, kept, gone, faults);
        if (!faults.empty()) {
            throw RefusedError{std::move(faults)};
        }
        merged = joined(kept, gone);
        store::hand_over(session.database(), merged, gone.id);
    });
    return merged;
}

Forgotten forget_person(Session& session, const ForgetOrder& order) {
    Forgotten forgotten;
    session.change_for_good(std::string{store::unfinished_forgetting}, [&] {
        const Person person = person_named(session, order.person);
        const auto terms = terms_after_today(session, person.id);
        look_twice(session, person, order, terms);
        end_terms(session, terms);
        for (const Appointment& held : terms) {
            forgotten.warnings.push_back(
                fmt::format("the term as {} of {} until {} ends today", word(held.role),
                            session.group(held.group).name, iso(held.end)));
        }
        forgotten.counts = store::erase_person(session.database(), person);
    });
    if (!session.around().dry_run) {
        store::compact(session.database());
    }
    return forgotten;
}

}    // namespace lmsection::app
