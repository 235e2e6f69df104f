#pragma once

#include "lmsection/cli/command.hpp"

namespace lmsection::cli {

// Each declares the options of a command and returns its runner. The table in command.cpp uses
// them.
Runner set_up_appoint(Arguments& arguments);
Runner set_up_appoint_end(Arguments& arguments);
Runner set_up_appoint_renew(Arguments& arguments);
Runner set_up_backup(Arguments& arguments);
Runner set_up_calendar(Arguments& arguments);
Runner set_up_check(Arguments& arguments);
Runner set_up_checklist(Arguments& arguments);
Runner set_up_checklist_add(Arguments& arguments);
Runner set_up_checklist_done(Arguments& arguments);
Runner set_up_checklist_edit(Arguments& arguments);
Runner set_up_checklist_reopen(Arguments& arguments);
Runner set_up_checklist_skip(Arguments& arguments);
Runner set_up_completion(Arguments& arguments);
Runner set_up_digest(Arguments& arguments);
Runner set_up_export(Arguments& arguments);
Runner set_up_group_add(Arguments& arguments);
Runner set_up_doctor(Arguments& arguments);
Runner set_up_duty_done(Arguments& arguments);
Runner set_up_duty_list(Arguments& arguments);
Runner set_up_duty_reopen(Arguments& arguments);
Runner set_up_duty_skip(Arguments& arguments);
Runner set_up_event_list(Arguments& arguments);
Runner set_up_event_remove(Arguments& arguments);
Runner set_up_event_set(Arguments& arguments);
Runner set_up_group_chart(Arguments& arguments);
Runner set_up_group_edit(Arguments& arguments);
Runner set_up_group_list(Arguments& arguments);
Runner set_up_group_merge(Arguments& arguments);
Runner set_up_group_restore(Arguments& arguments);
Runner set_up_group_retire(Arguments& arguments);
Runner set_up_group_show(Arguments& arguments);
Runner set_up_handbook(Arguments& arguments);
Runner set_up_handbook_adopt(Arguments& arguments);
Runner set_up_handover(Arguments& arguments);
Runner set_up_home(Arguments& arguments);
Runner set_up_import(Arguments& arguments);
Runner set_up_init(Arguments& arguments);
Runner set_up_meeting_add(Arguments& arguments);
Runner set_up_meeting_edit(Arguments& arguments);
Runner set_up_meeting_list(Arguments& arguments);
Runner set_up_meeting_remove(Arguments& arguments);
Runner set_up_merge(Arguments& arguments);
Runner set_up_log(Arguments& arguments);
Runner set_up_log_show(Arguments& arguments);
Runner set_up_page(Arguments& arguments);
Runner set_up_person_add(Arguments& arguments);
Runner set_up_person_edit(Arguments& arguments);
Runner set_up_person_forget(Arguments& arguments);
Runner set_up_person_list(Arguments& arguments);
Runner set_up_person_merge(Arguments& arguments);
Runner set_up_person_show(Arguments& arguments);
Runner set_up_program_accept(Arguments& arguments);
Runner set_up_program_add(Arguments& arguments);
Runner set_up_program_carry(Arguments& arguments);
Runner set_up_program_decline(Arguments& arguments);
Runner set_up_program_edit(Arguments& arguments);
Runner set_up_program_list(Arguments& arguments);
Runner set_up_program_show(Arguments& arguments);
Runner set_up_program_speaker_add(Arguments& arguments);
Runner set_up_program_speaker_remove(Arguments& arguments);
Runner set_up_program_submit(Arguments& arguments);
Runner set_up_program_withdraw(Arguments& arguments);
Runner set_up_redo(Arguments& arguments);
Runner set_up_plan(Arguments& arguments);
Runner set_up_report_due(Arguments& arguments);
Runner set_up_report_retract(Arguments& arguments);
Runner set_up_report_submit(Arguments& arguments);
Runner set_up_restore(Arguments& arguments);
Runner set_up_roster(Arguments& arguments);
Runner set_up_undo(Arguments& arguments);
Runner set_up_volunteer_accept(Arguments& arguments);
Runner set_up_volunteer_add(Arguments& arguments);
Runner set_up_volunteer_alert(Arguments& arguments);
Runner set_up_volunteer_appoint(Arguments& arguments);
Runner set_up_volunteer_assign(Arguments& arguments);
Runner set_up_volunteer_decline(Arguments& arguments);
Runner set_up_volunteer_import(Arguments& arguments);
Runner set_up_volunteer_list(Arguments& arguments);
Runner set_up_volunteer_show(Arguments& arguments);
Runner set_up_volunteer_withdraw(Arguments& arguments);

}    // namespace lmsection::cli
