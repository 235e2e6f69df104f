#include "lmsection/app/person_removal.hpp"

#include "change.hpp"
#include "lmsection/app/handbook_toml.hpp"
#include "lmsection/app/volunteer.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/domain/mention.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/person.hpp"
#include "lmsection/store/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace lmsection::app {

namespace {

/// The overlapping terms of two records, which cannot belong to the same person.
std::vector<Fault> overlaps(const Session& session, const Person& keep, const Person& other) {
    std::vector<Fault> faults;
    const auto theirs = store::record_of_person(session.database(), other.id);
    for (const Appointment& appointment : store::record_of_person(session.database(), keep.id)) {
        for (const Appointment& twin : theirs) {
            if (appointment.group == twin.group &&
                serves_between(appointment, twin.start, twin.end)) {
                faults.push_back(
                    {fmt::format("both serve in {}, from {} to {} and from {} to {}",
                                 session.group(appointment.group).name, iso(appointment.start),
                                 iso(appointment.end), iso(twin.start), iso(twin.end)),
                     "use 'lmsection appoint end' to end one of the two before the other begins"});
            }
        }
    }
    return faults;
}

/// Adds the programs at which the merged person would speak twice.
void add_shared_programs(const Session& session, const Person& keep, const Person& other,
                         std::vector<Fault>& faults) {
    const auto speaks = [](const store::ListedProgram& listed, const Person& person) {
        return contains(listed.speakers, person.id, &Speaker::person);
    };
    store::each_program(session.database(), {}, [&](const store::ListedProgram& listed) {
        if (speaks(listed, keep) && speaks(listed, other)) {
            faults.push_back({fmt::format("both speak at '{}'", listed.program.title),
                              "remove one of them with 'lmsection program speaker remove'"});
        }
    });
}

/// What the other record has that conflicts with the kept one.
std::string differing(const Person& keep, const Person& other) {
    const std::string text = joined(
        std::array{other.name == keep.name ? "" : other.name,
                   other.email && !(other.email == keep.email) ? other.email->text() : "",
                   other.institution == keep.institution ? "" : other.institution});
    return text.empty() ? text : "also recorded as " + text;
}

Person with_both(Person keep, const Person& other) {
    if (!keep.email) {
        keep.email = other.email;
    }
    if (keep.institution.empty()) {
        keep.institution = other.institution;
    }
    const std::array notes{keep.note, other.note == keep.note ? "" : other.note,
                           differing(keep, other)};
    keep.note = or_refused(parse_line("note", joined(notes, "; ")));
    return keep;
}

/// Ends terms that extend past today, so that no forgotten person keeps serving.
void end_terms(WritingSession& session, const std::vector<Appointment>& terms) {
    for (Appointment appointment : terms) {
        if (session.today() < appointment.start) {
            store::delete_appointment(session.writer(), appointment.id);
        } else {
            appointment.end = session.today();
            store::update_end(session.writer(), appointment);
        }
    }
}

std::vector<Appointment> terms_after_today(const Session& session, PersonId person) {
    auto terms = store::record_of_person(session.database(), person);
    std::erase_if(terms, [&](const Appointment& appointment) {
        return appointment.end <= session.today();
    });
    return terms;
}

/// Refuses if the person still serves or the user has not confirmed.
void require_confirmation(const Session& session, const Person& person, const ForgetOrder& order,
                          const std::vector<Appointment>& terms) {
    if (!terms.empty() && !order.end_terms) {
        throw RefusedError{fmt::format("{} serves in {} until {}", person.name,
                                       session.group(terms.front().group).name,
                                       iso(terms.front().end)),
                           "end the term first, or give --end-terms"};
    }
    if (!order.sure && !session.around().dry_run) {
        throw RefusedError{fmt::format("forgetting {} cannot be undone", person.name),
                           "see what would be erased with --dry-run, then give --yes"};
    }
}

/// Whether a handbook uses a name for a group, an event or the like.
bool is_named_in(const Handbook& handbook, std::string_view name) {
    const auto is = [&](std::string_view label) { return have_same_words(name, label); };
    const auto is_one = [&](const auto& items, auto label) {
        return std::ranges::any_of(items, [&](const auto& item) { return is(label(item)); });
    };
    const auto title = [](const auto& item) { return std::string_view{item.title}; };
    const auto id = [](const auto& item) { return std::string_view{item.id.text()}; };
    return is(handbook.section_name) || is_one(handbook.kinds, title) ||
           is_one(handbook.groups,
                  [](const auto& group) { return std::string_view{group.name}; }) ||
           is_one(handbook.venues, title) || is_one(handbook.venues, id) ||
           is_one(handbook.events, title) || is_one(handbook.events, id) ||
           is_one(handbook.checklist, id);
}

/// Whether a name is also something else, which a text cannot distinguish. A group that is not in
/// the handbook may be named after a person, who is recognized by having an address.
Doubt doubt_about(const Session& session, std::string_view name, bool has_address) {
    MentionFinder finder;
    finder.add_name(name);
    const bool in_built_in = !finder.find(built_in_handbook_text()).empty();
    const bool in_handbook = is_one_word(name) && !finder.find(session.handbook_text()).empty();
    const bool is_group =
        !has_address &&
        std::any_of(session.groups().begin(), session.groups().end(), [&](const Group& group) {
            return have_same_words(name, group.name) || have_same_words(name, group.slug.text());
        });
    return is_ordinary_word(name) || in_built_in || in_handbook || is_group ||
                   is_named_in(session.handbook(), name)
               ? Doubt::ordinary
               : Doubt::none;
}

bool is_handbook(const std::string& toml) {
    try {
        static_cast<void>(read_handbook(toml, "the handbook"));
        return true;
    } catch (const RefusedError&) {
        return false;
    }
}

using WordsOfCommand = std::function<std::string(std::string_view command)>;

store::ForgetRules forget_rules(const Session& session, const WordsOfCommand& words_of_command) {
    return {[&session](std::string_view name, bool has_address) {
                return doubt_about(session, name, has_address);
            },
            is_handbook, words_of_command};
}

/// Whether a file is a section's database or an export of one, by its first bytes.
bool is_copy(const std::filesystem::path& file) {
    constexpr std::size_t header_bytes = 100;
    constexpr std::size_t id_at = 68;
    std::string head(header_bytes, '\0');
    std::ifstream stream{file, std::ios::binary};
    stream.read(head.data(), static_cast<std::streamsize>(head.size()));
    std::uint32_t id = 0;
    for (std::size_t i = 0; i < sizeof id; ++i) {
        id = (id << 8U) | static_cast<unsigned char>(head[id_at + i]);
    }
    const bool is_database = head.starts_with("SQLite format 3") &&
                             id == static_cast<std::uint32_t>(store::application_id);
    return is_database || head.starts_with(R"({"format":"lmsection-export")");
}

/// The copies and exports in the database's folder.
std::vector<std::string> copies_beside(const std::filesystem::path& database) {
    namespace fs = std::filesystem;
    std::vector<std::string> copies;
    std::error_code error;
    for (const auto& entry :
         fs::directory_iterator{fs::absolute(database).parent_path(),
                                fs::directory_options::skip_permission_denied, error}) {
        std::error_code ignored;
        const bool is_itself = fs::equivalent(entry.path(), database, ignored);
        if (!is_itself && entry.is_regular_file(ignored) && is_copy(entry.path())) {
            copies.push_back(entry.path().string());
        }
    }
    std::ranges::sort(copies);
    return copies;
}

}    // namespace

MergedPeople merge_people(WritingSession& session, std::string_view keep, std::string_view other) {
    return in_change(session, [&] {
        MergedPeople result;
        Person& merged = result.person;
        const Person kept = person_named(session, keep);
        const Person gone = person_named(session, other);
        if (kept.id == gone.id) {
            throw RefusedError{fmt::format("{} and {} are already one record", keep, other),
                               "name two different records by their emails"};
        }
        auto faults = overlaps(session, kept, gone);
        add_shared_programs(session, kept, gone, faults);
        require_none(std::move(faults));
        merged = with_both(kept, gone);
        store::hand_over(session.writer(), merged, gone.id);
        if (gone.email && merged.email->key() != gone.email->key()) {
            store::insert_address(session.writer(), session.next_number(), merged.id, *gone.email);
        }
        result.warnings = replace_earlier_forms(session, merged);
        return result;
    });
}

Forgotten forget_person(WritingSession& session, const ForgetOrder& order) {
    Forgotten forgotten;
    session.change_permanently(std::string{store::unfinished_forgetting}, [&] {
        const Person person = person_named(session, order.person);
        const auto terms = terms_after_today(session, person.id);
        require_confirmation(session, person, order, terms);
        end_terms(session, terms);
        for (const Appointment& appointment : terms) {
            forgotten.warnings.push_back(
                fmt::format("the term as {} of {} until {} ends today", word(appointment.role),
                            session.group(appointment.group).name, iso(appointment.end)));
        }
        forgotten.lines = store::erase_person(session.writer(), person.id,
                                              forget_rules(session, order.words_of_command));
    });
    if (!session.around().dry_run) {
        store::compact(session.database());
    }
    forgotten.copies = copies_beside(session.database().file());
    return forgotten;
}

void forget_again(WritingSession& session, const store::ToForget& forgotten,
                  const WordsOfCommand& words_of_command) {
    {
        store::ForgetRules rules = forget_rules(session, words_of_command);
        rules.others = forgotten.others;
        store::Transaction transaction{session.database()};
        for (const PersonId id : forgotten.people) {
            // The record may be gone, but the history has the person.
            static_cast<void>(store::erase_person(transaction.writer(), id, rules));
        }
        transaction.commit();
    }
    store::compact(session.database());
}

}    // namespace lmsection::app
