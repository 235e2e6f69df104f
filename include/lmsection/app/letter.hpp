#pragma once

#include "lmsection/app/calendar.hpp"
#include "lmsection/app/session.hpp"
#include "lmsection/base/mail.hpp"
#include "lmsection/base/template.hpp"
#include "lmsection/domain/letter.hpp"
#include "lmsection/domain/person.hpp"
#include "lmsection/store/letter.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// A kind of letter, with the fields that its template may use besides `common_letter_fields`. A
/// new kind needs its row in `letter_kinds` (app/letter_template.cpp), and data/letters/ID.txt.
struct LetterKind {
    std::string_view id;         ///< "welcome"
    std::string_view summary;    ///< "To a new appointee"
    std::string_view fields;     ///< see `TemplateFields::parse`
};
[[nodiscard]] std::span<const LetterKind> letter_kinds();
/// The kind with that id. Throws a `UsageError` that lists them.
[[nodiscard]] const LetterKind& letter_kind(std::string_view id);
/// Every field that a template of this kind may use.
[[nodiscard]] TemplateFields letter_fields(const LetterKind& kind);
/// The fields of every kind: `greeting` ("Dear Maria and Tom,"), `names` ("Maria and Tom"),
/// `section`, `team` (the Leadership Team's name), `team_leaders` ("Ana Diaz and Bo Chen"), `today`
/// ("December 1, 2026"), `year` ("2026-27").
inline constexpr std::string_view common_letter_fields =
    "greeting names section team team_leaders today year";

/// A letter that is not yet sent. The text has a line for each paragraph, not wrapped.
struct Letter {
    std::string kind;
    std::vector<Correspondent> to;
    std::vector<Correspondent> cc = {};
    std::string subject = {};
    std::string text = {};
    std::optional<GroupId> group = {};
    std::optional<PersonId> person = {};
    std::vector<LetterTopic> topics = {};
    std::vector<CalendarEntry> dates = {};    ///< for `--ics`
};
/// The letters of a command, and what it has to say about them.
struct LetterBatch {
    std::vector<Letter> letters;
    std::vector<std::string> warnings;
};

/// Sets the subject and text of a letter from the section's own template for its kind, or else the
/// built-in one; adds the common fields to `values`. Requires its kind and whom it is to. Throws a
/// `RefusedError` if the section's own template does not fit.
void compose(const Session& session, Letter& letter, TemplateValues values);

/// Someone as a correspondent.
[[nodiscard]] Correspondent correspondent(const Person& person);
/// Who leads a group on a day, in roster order.
[[nodiscard]] std::vector<Correspondent> leaders_of(const Session& session, const Group& group,
                                                    Date day);
/// The group that leads the section, if it has one.
[[nodiscard]] const Group* leadership_team(const Session& session);
/// Those who lead it today.
[[nodiscard]] std::vector<Correspondent> team_leaders(const Session& session);
[[nodiscard]] bool can_be_written_to(const Correspondent& someone);

/// A template as the section uses it.
struct LetterTemplate {
    std::string text;
    bool is_own = false;    ///< the section's own, not the built-in one
};
[[nodiscard]] LetterTemplate template_of(const Session& session, const LetterKind& kind);
[[nodiscard]] std::string_view built_in_template(std::string_view kind);
/// Saves the section's own template; returns whether that changed anything. Throws a `RefusedError`
/// if it has a fault.
bool set_template(WritingSession& session, const LetterKind& kind, std::string_view text,
                  const std::string& file_name);
/// Returns to the built-in template; returns whether there was one of the section's own.
bool reset_template(WritingSession& session, const LetterKind& kind);

/// The section's sender ("Core L&M <lm@lib.example>"); nothing if it is not set.
[[nodiscard]] std::optional<std::string> section_sender(const Session& session);
/// Sets it, or removes it if `sender` is empty; returns whether that changed anything.
bool set_section_sender(WritingSession& session, const std::string& sender);

/// Which earlier letters do not count, so that theirs are written again.
enum class Again { no, in_doubt, anything };
/// The letter because of which a topic is not written about again: sent, or in doubt.
[[nodiscard]] std::optional<store::LetterRecord>
written_already(const Session& session, const LetterTopic& topic, Again again);

/// Records a letter as being sent, in a change of its own. Returns nothing, and changes nothing, if
/// another command has written about one of its topics in the meantime. Letters in doubt about its
/// topics no longer count.
[[nodiscard]] std::optional<store::LetterRecord> record_sending(WritingSession& session,
                                                                const Letter& letter,
                                                                const std::string& message_id,
                                                                Again again);
/// Records that a letter was sent, or with a problem that it failed.
void record_result(WritingSession& session, store::LetterRecord letter, const std::string& problem);

/// After the letters in doubt were written again: those of these kinds that are still in doubt are
/// no longer due, and no longer count.
void settle_doubt(WritingSession& session, std::span<const std::string_view> kinds);
/// Records what happened to a letter in doubt. Throws a `RefusedError` if there is none with that
/// number, or it is not in doubt.
store::LetterRecord mark_letter(WritingSession& session, LetterId id, bool was_sent);

/// A letter on record with its recipients.
struct ListedLetter {
    store::LetterRecord letter;
    std::vector<store::LetterRecipient> recipients;
};
/// The letters on record, newest first; with `kind`, of that kind, with `state`, in that state.
[[nodiscard]] std::vector<ListedLetter>
letters_on_record(const Session& session, std::string_view kind, std::optional<LetterState> state);

/// The time stamp of a message: now, or the same time on the day that `--today` sets.
[[nodiscard]] std::string message_time(const Session& session);

}    // namespace lmsection::app
