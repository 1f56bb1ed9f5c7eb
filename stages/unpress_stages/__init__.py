"""The stages that come with unpress: the folder is the phase, a module is a stage."""
