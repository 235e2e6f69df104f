#include "lmsection/app/letter.hpp"

#include "lmsection/app/leave.hpp"
#include "lmsection/app/volunteer_step.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/name_parts.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/person.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace lmsection::app {

namespace {

constexpr std::string_view sender_setting = "sender";

std::vector<std::string> greeting_names(const std::vector<Correspondent>& people) {
    std::vector<std::string> names;
    for (const Correspondent& someone : people) {
        const auto parts = name_parts(someone.name);
        if (!someone.name.empty()) {
            names.push_back(parts ? parts->given : someone.name);
        }
    }
    return names;
}

/// "Dear Maria and Tom,"
std::string greeting(const std::vector<Correspondent>& people) {
    constexpr std::size_t most_by_name = 6;
    const auto names = greeting_names(people);
    if (names.empty()) {
        return "Hello,";
    }
    return names.size() > most_by_name ? "Dear colleagues,"
                                       : fmt::format("Dear {},", joined_with_and(names));
}

/// Without empty lines at the end, and with at most one elsewhere: what is absent leaves them.
std::string without_gaps(std::string_view text) {
    std::string result;
    bool gap = false;
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
        if (line.empty()) {
            gap = true;
            continue;
        }
        result += gap && !result.empty() ? "\n" : "";
        result += fmt::format("{}\n", line);
        gap = false;
    }
    return result;
}

/// Whether this session may write about a topic because the letter is in doubt and will be written
/// again.
bool counts_as_written(const store::LetterRecord& letter, Again again) {
    return again == Again::no || (again == Again::in_doubt && letter.state == LetterState::sent);
}

}    // namespace

std::string full_names(const std::vector<Correspondent>& people) {
    std::vector<std::string> names;
    for (const Correspondent& someone : people) {
        names.push_back(someone.name.empty() ? someone.email->text() : someone.name);
    }
    return joined_with_and(names);
}

void compose(const Session& session, Letter& letter, TemplateValues values) {
    constexpr std::string_view subject_mark = "Subject: ";
    const LetterKind& kind = letter_kind(letter.kind);
    const Group* team = leadership_team(session);
    values.texts["greeting"] = greeting(letter.to);
    values.texts["names"] = full_names(letter.to);
    values.texts["section"] = session.handbook().section_name;
    values.texts["team"] = team == nullptr ? "" : team->name;
    const auto leaders = team_leaders(session);
    values.texts["signers"] = full_names(leaders);
    const bool to_them = std::ranges::any_of(letter.to, [&](const auto& someone) {
        return std::ranges::find(leaders, someone.person, &Correspondent::person) != leaders.end();
    });
    values.texts["team_leaders"] = to_them ? "" : full_names(leaders);
    values.texts["today"] = written(session.today());
    values.texts["year"] = ProgramYear::containing(session.today()).label();
    const std::string text = rendered(template_of(session, kind).text, letter_fields(kind), values,
                                      fmt::format("the template '{}'", kind.id));
    const std::string_view first = std::string_view{text}.substr(0, text.find('\n'));
    letter.subject = tidied_text(harmless(first.substr(subject_mark.size()), "", " "));
    letter.text = without_gaps(
        harmless(text.substr(std::min(text.size(), first.size() + 1)), "\n"));
}

Correspondent correspondent(const Person& person) {
    return {.name = person.name, .email = person.email, .person = person.id};
}

std::vector<Correspondent> leaders_of(const Session& session, const Group& group, Date day) {
    std::vector<Correspondent> people;
    for (const Leader& leader : leaders_on(session, group, day)) {
        people.push_back(correspondent(leader.person));
    }
    return people;
}

const Group* leadership_team(const Session& session) {
    const auto& groups = session.groups();
    const auto team = std::ranges::find(groups, GroupKind::leadership_team, &Group::kind);
    return team == groups.end() ? nullptr : &*team;
}

std::vector<Correspondent> team_leaders(const Session& session) {
    const Group* team = leadership_team(session);
    return team == nullptr ? std::vector<Correspondent>{}
                           : leaders_of(session, *team, session.today());
}

std::string no_one_to_write_to(const Session& session, const std::vector<std::string>& groups) {
    const Group* team = leadership_team(session);
    return fmt::format("there is no one to write to for {}; appoint those who lead them, or the {}",
                       joined_with_and(groups), team == nullptr ? "Leadership Team" : team->name);
}

bool can_be_written_to(const Correspondent& someone) {
    return someone.email && is_mailable(*someone.email);
}

std::optional<std::string> section_sender(const Session& session) {
    return store::setting(session.database(), sender_setting);
}

bool set_section_sender(WritingSession& session, const std::string& sender) {
    if (section_sender(session).value_or("") == sender) {
        return false;
    }
    session.change([&] {
        if (sender.empty()) {
            store::remove_setting(session.writer(), sender_setting);
        } else {
            store::set_setting(session.writer(), session.next_number(), sender_setting, sender);
        }
    });
    return true;
}

std::optional<store::LetterRecord> written_already(const Session& session, const LetterTopic& topic,
                                                   Again again) {
    const auto letter = store::letter_about(session.database(), topic);
    return letter && counts_as_written(*letter, again) ? letter : std::nullopt;
}

std::optional<store::LetterRecord> record_sending(WritingSession& session, const Letter& letter,
                                                  const std::string& message_id, Again again) {
    std::optional<store::LetterRecord> record;
    session.change([&] {
        store::Writer& writer = session.writer();
        std::vector<store::LetterRecord> doubted;
        for (const LetterTopic& topic : letter.topics) {
            const auto earlier = store::letter_about(writer, topic);
            if (earlier && counts_as_written(*earlier, again)) {
                return;
            }
            if (earlier && earlier->state == LetterState::sending) {
                doubted.push_back(*earlier);
            }
        }
        for (store::LetterRecord& earlier : doubted) {
            earlier.state = LetterState::failed;
            earlier.problem = "in doubt; sent again";
            store::update_letter(writer, earlier);
        }
        record = {.id = session.next_id<LetterId>(),
                  .kind = letter.kind,
                  .state = LetterState::sending,
                  .on = session.today(),
                  .subject = letter.subject,
                  .message_id = message_id,
                  .group = letter.group,
                  .person = letter.person,
                  .problem = ""};
        store::insert_letter(writer, *record);
        const auto add = [&](const std::vector<Correspondent>& people, bool copied) {
            for (const Correspondent& someone : people) {
                if (can_be_written_to(someone)) {
                    store::insert_recipient(writer, session.next_number(), record->id,
                                            {.person = someone.person,
                                             .name = someone.name,
                                             .email = someone.email->text(),
                                             .copied = copied});
                }
            }
        };
        add(letter.to, false);
        add(letter.cc, true);
        for (const LetterTopic& topic : letter.topics) {
            store::insert_topic(writer, session.next_number(), record->id, topic);
        }
    });
    return record;
}

void record_result(WritingSession& session, store::LetterRecord letter,
                   const std::string& problem) {
    letter.state = problem.empty() ? LetterState::sent : LetterState::failed;
    letter.problem = problem;
    session.change([&] {
        store::update_letter(session.writer(), letter);
        if (letter.state == LetterState::sent && letter.kind == "candidates") {
            record_alerts(session, store::topics_of(session.writer(), letter.id));
        }
    });
}

void settle_doubt(WritingSession& session, std::span<const std::string_view> kinds) {
    session.change([&] {
        for (const std::string_view kind : kinds) {
            for (auto& [letter, recipients] :
                 letters_on_record(session, kind, LetterState::sending)) {
                letter.state = LetterState::failed;
                letter.problem = "in doubt; no longer due";
                store::update_letter(session.writer(), letter);
            }
        }
    });
}

std::vector<ListedLetter> letters_on_record(const Session& session, std::string_view kind,
                                            std::optional<LetterState> state) {
    std::vector<ListedLetter> letters;
    store::each_letter(session.database(), [&](const store::LetterRecord& letter) {
        const bool wanted = (kind.empty() || letter.kind == kind) &&
                            (!state || letter.state == *state);
        if (wanted) {
            letters.push_back({letter, {}});
        }
    });
    for (ListedLetter& listed : letters) {
        listed.recipients = store::recipients_of(session.database(), listed.letter.id);
    }
    return letters;
}

std::string message_time(const Session& session) {
    const std::string& now = session.around().now;
    constexpr std::size_t day_size = 10;
    const auto day = parse_iso_date(now.substr(0, day_size));
    // The local day may differ from the day in UTC.
    const bool real = day && std::abs(days_between(*day, session.today())) <= 1;
    return real ? now : iso(session.today()) + now.substr(day_size);
}

}    // namespace lmsection::app
