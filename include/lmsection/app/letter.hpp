#pragma once

#include "lmsection/app/calendar.hpp"
#include "lmsection/app/handover.hpp"
#include "lmsection/app/letter_template.hpp"
#include "lmsection/app/session.hpp"
#include "lmsection/base/mail.hpp"
#include "lmsection/domain/letter.hpp"
#include "lmsection/domain/person.hpp"
#include "lmsection/store/letter.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// A packet that goes with a letter, as a page that Word opens too.
struct AttachedPacket {
    std::string file;    ///< its name: "middle-managers-2026-12.html"
    Packet packet;
};
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
    std::optional<AttachedPacket> attached = {};
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

/// "Ana Diaz and Bo Chen": names, or else addresses.
[[nodiscard]] std::string full_names(const std::vector<Correspondent>& people);
/// Someone as a correspondent.
[[nodiscard]] Correspondent correspondent(const Person& person);
/// Who leads a group on a day, in roster order.
[[nodiscard]] std::vector<Correspondent> leaders_of(const Session& session, const Group& group,
                                                    Date day);
/// The group that leads the section, if it has one.
[[nodiscard]] const Group* leadership_team(const Session& session);
/// Those who lead it today.
[[nodiscard]] std::vector<Correspondent> team_leaders(const Session& session);
/// A warning that neither these groups nor the section have anyone who leads them.
[[nodiscard]] std::string no_one_to_write_to(const Session& session,
                                             const std::vector<std::string>& groups);
[[nodiscard]] bool can_be_written_to(const Correspondent& someone);

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
