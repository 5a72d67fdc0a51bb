-- Searches, match URLs and batch jobs of older versions stand in the clear, and would not open. They are passing things:
-- a search is asked again, a match URL has its resource to be found by, a job that ran is started again.
delete from HFJ_SEARCH_RESULT;
delete from HFJ_SEARCH_INCLUDE;
delete from HFJ_SEARCH;
delete from HFJ_RES_SEARCH_URL;
delete from BT2_WORK_CHUNK;
delete from BT2_JOB_INSTANCE;
