#ifndef FONDS_FAULTS_H
#define FONDS_FAULTS_H

// The environment's variable that says before which call the program is killed, or which call fails; counted from 1.
#define FAULTS_CALL "FONDS_FAULT_CALL"
// The number of the error with which that call fails. Without it the program is killed.
#define FAULTS_ERROR "FONDS_FAULT_ERROR"
// Where set, that call is not the only one: from it on all that need room on the disk fail, as on a full or failing one.
#define FAULTS_LASTING "FONDS_FAULT_LASTING"
// A file that is made once a call has failed; in it the call's name and its path.
#define FAULTS_REPORT "FONDS_FAULT_REPORT"

// Where set, nothing fails, but the system keeps to the least that it promises: each call that reads or writes does half of
// what it is asked, and every third is interrupted by a signal before it does anything.
#define FAULTS_SHORT "FONDS_FAULT_SHORT"

#endif
