#ifndef FONDS_FAULTS_H
#define FONDS_FAULTS_H

// The environment's variable that says before which call the program is killed; calls are counted from 1.
#define FAULTS_VARIABLE "FONDS_KILL_BEFORE"

#endif
